package io.strongroom.core.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Concurrently;
import io.strongroom.core.Samples;
import io.strongroom.core.state.Change;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What every store of failures does.
public abstract class FailureCountsContract {
    private static final String RSA = "RSA1_5";
    private final UUID key = UUID.randomUUID();

    /// The counts, the same ones in a test. The tenants Contoso and Fabrikam are there.
    protected abstract FailureCounts counts();

    /// Lets a day end.
    protected abstract void nextDay();

    /// Makes a change for Contoso.
    protected abstract boolean commit(Change change);

    @Test
    void failures_are_counted_by_key_and_algorithm() {
        UUID other = UUID.randomUUID();

        assertThat(counts().add(Samples.CONTOSO, key, RSA)).isEqualTo(1);
        assertThat(counts().add(Samples.CONTOSO, key, RSA)).isEqualTo(2);
        assertThat(counts().add(Samples.CONTOSO, key, "A256CBCPAD")).isEqualTo(1);
        assertThat(counts().add(Samples.CONTOSO, other, RSA)).isEqualTo(1);
        assertThat(counts().add(Samples.CONTOSO, key, RSA)).isEqualTo(3);
    }

    @Test
    void tenants_are_counted_apart() {
        counts().add(Samples.CONTOSO, key, RSA);

        assertThat(counts().add(Samples.FABRIKAM, key, RSA)).isEqualTo(1);
    }

    @Test
    void the_next_day_begins_at_one() {
        counts().add(Samples.CONTOSO, key, RSA);
        counts().add(Samples.CONTOSO, key, RSA);

        nextDay();

        assertThat(counts().add(Samples.CONTOSO, key, RSA)).isEqualTo(1);
        assertThat(counts().add(Samples.CONTOSO, key, RSA)).isEqualTo(2);
    }

    @Test
    void a_reset_forgets_one_algorithm_of_one_key() {
        counts().add(Samples.CONTOSO, key, RSA);
        counts().add(Samples.CONTOSO, key, "A128GCM");

        assertThat(commit(counts().reset(Samples.CONTOSO, key, RSA))).isTrue();

        assertThat(counts().add(Samples.CONTOSO, key, RSA)).isEqualTo(1);
        assertThat(counts().add(Samples.CONTOSO, key, "A128GCM")).isEqualTo(2);
    }

    @Test
    void a_reset_of_what_was_never_counted_is_made() {
        assertThat(commit(counts().reset(Samples.CONTOSO, UUID.randomUUID(), RSA))).isTrue();
    }

    @Test
    void no_failure_is_lost_between_threads() {
        assertThat(Concurrently.run(40, _ -> counts().add(Samples.CONTOSO, key, RSA)))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, 40).boxed().toList());
    }
}
