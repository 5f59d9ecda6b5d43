package io.strongroom.api.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/// Arrays that others use, kept to see later what became of them.
final class KeptBytes {
    private final List<Kept> all = new ArrayList<>();

    private record Kept(String what, byte[] bytes) {}

    /// Keeps an array, not a copy of it.
    ///
    /// @return the array
    byte[] keep(String what, byte[] bytes) {
        all.add(new Kept(what, bytes));
        return bytes;
    }

    void forget() {
        all.clear();
    }

    /// Requires that these and no others were kept, each at least once, and that all their bytes
    /// are zero.
    void requireZero(String... what) {
        assertThat(all).extracting(Kept::what).containsOnly(what);
        assertThat(all)
                .allSatisfy(kept ->
                        assertThat(kept.bytes()).as(kept.what()).isNotEmpty().containsOnly(0));
    }
}
