package io.strongroom.core.rotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.rotation.Lifetime.Act;
import io.strongroom.core.rotation.Lifetime.Next;
import io.strongroom.core.rotation.Lifetime.Version;
import io.strongroom.core.rotation.RotationTrigger.AfterCreate;
import io.strongroom.core.rotation.RotationTrigger.BeforeExpiry;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class LifetimeTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRES = Instant.parse("2026-12-31T00:00:00Z");
    private static final Version ENDLESS = new Version(CREATED, null, true);
    private static final Version ENDING = new Version(CREATED, EXPIRES, true);

    @Test
    void a_version_without_an_end_has_nothing_due() {
        assertThat(Lifetime.NONE.renewed(ENDLESS)).isEqualTo(Lifetime.NONE);
    }

    @Test
    void without_a_policy_it_is_told_30_days_before_the_end_and_at_the_end() {
        Lifetime lifetime = Lifetime.NONE.renewed(ENDING);
        assertNext(lifetime, ENDING, Act.NOTICE, "2026-12-01T00:00:00Z");

        Lifetime noticed = lifetime.after(Act.NOTICE, ENDING);
        assertNext(noticed, ENDING, Act.EXPIRY, "2026-12-31T00:00:00Z");

        Lifetime expired = noticed.after(Act.EXPIRY, ENDING);
        assertThat(expired.next(ENDING)).isEmpty();
        assertThat(expired.due()).isNull();
    }

    @Test
    void the_policy_says_when_the_end_is_near() {
        Lifetime lifetime = Lifetime.NONE.with(policy(null, "P10D"), ENDING);

        assertNext(lifetime, ENDING, Act.NOTICE, "2026-12-21T00:00:00Z");
    }

    @Test
    void of_an_end_that_was_moved_it_is_told_again() {
        Lifetime told =
                Lifetime.NONE.renewed(ENDING).after(Act.NOTICE, ENDING).after(Act.EXPIRY, ENDING);
        Version moved = new Version(CREATED, EXPIRES.plusSeconds(86_400), true);

        assertNext(told.scheduled(moved), moved, Act.NOTICE, "2026-12-02T00:00:00Z");
        assertThat(told.scheduled(ENDING).due()).isNull();
    }

    @Test
    void of_a_new_version_nothing_has_been_told() {
        Lifetime told = Lifetime.NONE.renewed(ENDING).after(Act.NOTICE, ENDING);

        assertNext(told.renewed(ENDING), ENDING, Act.NOTICE, "2026-12-01T00:00:00Z");
    }

    @Test
    void a_rotation_is_due_after_creation() {
        Lifetime lifetime = Lifetime.NONE.with(policy(after("P90D"), "P30D"), ENDLESS);

        assertNext(lifetime, ENDLESS, Act.ROTATION, "2026-04-01T00:00:00Z");
    }

    @Test
    void a_rotation_before_expiry_is_due_only_if_there_is_an_end() {
        RotationPolicy policy = policy(before("P60D"), "P30D");

        assertThat(Lifetime.NONE.with(policy, ENDLESS).due()).isNull();
        assertNext(
                Lifetime.NONE.with(policy, ENDING), ENDING, Act.ROTATION, "2026-11-01T00:00:00Z");
    }

    @Test
    void what_is_due_at_once_is_told_before_the_version_is_replaced() {
        Lifetime lifetime = Lifetime.NONE.with(policy(before("P30D"), "P30D"), ENDING);

        assertNext(lifetime, ENDING, Act.NOTICE, "2026-12-01T00:00:00Z");
        assertNext(
                lifetime.after(Act.NOTICE, ENDING), ENDING, Act.ROTATION, "2026-12-01T00:00:00Z");
    }

    @Test
    void a_disabled_version_is_told_of_and_not_rotated() {
        Version disabled = new Version(CREATED, EXPIRES, false);
        Lifetime lifetime = Lifetime.NONE.with(policy(after("P7D"), "P30D"), disabled);

        assertNext(lifetime, disabled, Act.NOTICE, "2026-12-01T00:00:00Z");
        assertNext(lifetime.scheduled(ENDING), ENDING, Act.ROTATION, "2026-01-08T00:00:00Z");
    }

    @Test
    void a_rotation_leaves_no_version_in_place() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Lifetime.NONE.after(Act.ROTATION, ENDING));
    }

    private static void assertNext(Lifetime lifetime, Version version, Act act, String due) {
        assertThat(lifetime.next(version))
                .isEqualTo(Optional.of(new Next(act, Instant.parse(due))));
        assertThat(lifetime.due()).isEqualTo(due);
    }

    private static RotationPolicy policy(@Nullable RotationTrigger rotate, String notice) {
        return new RotationPolicy(rotate, new IsoDuration(notice), null, CREATED, CREATED);
    }

    private static RotationTrigger after(String time) {
        return new AfterCreate(new IsoDuration(time));
    }

    private static RotationTrigger before(String time) {
        return new BeforeExpiry(new IsoDuration(time));
    }
}
