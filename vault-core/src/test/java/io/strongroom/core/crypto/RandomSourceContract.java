package io.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What every source of random bytes does.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class RandomSourceContract {

    protected abstract RandomSource source();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 127, 128})
    void as_many_bytes_come_as_were_asked_for(int count) {
        assertThat(source().random(count).result().length()).isEqualTo(count);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 129})
    void another_number_of_bytes_is_a_bug_of_the_caller(int count) {
        assertThatThrownBy(() -> source().random(count))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void no_bytes_come_twice() {
        Set<SecretBytes> seen = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            assertThat(seen.add(source().random(16).result())).isTrue();
        }
    }

    /// A bit that never changes would show here: it is the same in 200 bytes with a chance of
    /// 2^-199.
    @Test
    void every_bit_of_a_byte_changes() {
        int ever = 0;
        int always = 0xff;
        for (int i = 0; i < 200; i++) {
            byte made = source().random(1).result().bytes()[0];
            ever |= made;
            always &= made;
        }

        assertThat(ever & 0xff).isEqualTo(0xff);
        assertThat(always).isZero();
    }
}
