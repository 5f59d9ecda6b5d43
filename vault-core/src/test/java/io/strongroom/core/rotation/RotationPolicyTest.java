package io.strongroom.core.rotation;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.rotation.RotationPolicy.Changes;
import io.strongroom.core.rotation.RotationTrigger.AfterCreate;
import io.strongroom.core.rotation.RotationTrigger.BeforeExpiry;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RotationPolicyTest {
    private static final Instant CREATED = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant EXPIRES = Instant.parse("2026-07-01T00:00:00Z");

    @Test
    void a_policy_without_actions_notifies_30_days_before_expiry() {
        RotationPolicy policy = set(null, null, null);

        assertThat(policy.notifyBefore()).isEqualTo(new IsoDuration("P30D"));
        assertThat(policy.rotates(CREATED, EXPIRES)).isNull();
        assertThat(policy.expires(CREATED)).isNull();
    }

    @Test
    void a_policy_keeps_when_the_key_got_its_first() {
        RotationPolicy first = set(null, null, null);

        RotationPolicy second =
                RotationPolicy.set(
                        first,
                        new Changes(null, new IsoDuration("P9D"), null),
                        Samples.NOW.plusSeconds(5));

        assertThat(second.created()).isEqualTo(Samples.NOW);
        assertThat(second.updated()).isEqualTo(Samples.NOW.plusSeconds(5));
        assertThat(second.notifyBefore()).isEqualTo(new IsoDuration("P9D"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"P28D", "P4W", "P1M", "PT672H", "P36500D", "P100Y"})
    void versions_live_28_days_to_100_years(String expiry) {
        assertThatCode(() -> set(null, null, expiry)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P27D", "PT671H", "P27DT23H59M59S", "P0D", "P36501D", "P100Y1D"})
    void versions_live_neither_shorter_nor_longer(String expiry) {
        assertRefused(null, null, expiry, "'attributes.expiryTime' has invalid value '" + expiry);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P7D", "P36500D"})
    void a_key_is_rotated_7_days_after_its_creation_or_later(String time) {
        assertThatCode(() -> set(after(time), null, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P6D", "P6DT23H59M59S", "PT1S", "P36501D"})
    void a_key_is_not_rotated_sooner_after_its_creation(String time) {
        assertRefused(after(time), null, null, "'timeAfterCreate of action Rotate' has invalid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"P7D", "P83D"})
    void a_key_is_rotated_7_days_before_its_expiry_or_sooner(String time) {
        assertThatCode(() -> set(before(time), null, "P90D")).doesNotThrowAnyException();
        assertThatCode(() -> set(after(time), null, "P90D")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P6D", "P84D", "P90D"})
    void a_key_is_not_rotated_at_the_ends_of_its_life(String time) {
        assertRefused(before(time), null, "P90D", "must be from 7 days to 83 days long");
        assertRefused(after(time), null, "P90D", "must be from 7 days to 83 days long");
    }

    @Test
    void a_rotation_before_expiry_needs_a_life_of_versions() {
        assertRefused(before("P30D"), null, null, "only if 'attributes.expiryTime' is set");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT1S", "P7D", "P36500D"})
    void the_notice_can_be_any_time_before_expiry(String time) {
        assertThatCode(() -> set(null, time, null)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"P0D", "PT0S", "P36501D"})
    void the_notice_is_neither_at_the_expiry_nor_ages_before(String time) {
        assertRefused(null, time, null, "'timeBeforeExpiry of action Notify' has invalid");
    }

    @Test
    void a_rotation_is_due_so_long_after_creation() {
        assertThat(set(after("P90D"), null, null).rotates(CREATED, null))
                .isEqualTo("2026-04-01T00:00:00Z");
    }

    @Test
    void a_rotation_is_due_so_long_before_expiry_if_the_version_expires() {
        RotationPolicy policy = set(before("P30D"), null, "P1Y");

        assertThat(policy.rotates(CREATED, EXPIRES)).isEqualTo("2026-06-01T00:00:00Z");
        assertThat(policy.rotates(CREATED, null)).isNull();
    }

    @Test
    void a_new_version_lives_as_long_as_the_policy_says() {
        assertThat(set(null, null, "P48M").expires(CREATED)).isEqualTo("2030-01-01T00:00:00Z");
    }

    private static RotationTrigger after(String time) {
        return new AfterCreate(new IsoDuration(time));
    }

    private static RotationTrigger before(String time) {
        return new BeforeExpiry(new IsoDuration(time));
    }

    private static RotationPolicy set(
            @Nullable RotationTrigger rotate, @Nullable String notice, @Nullable String expiry) {
        return RotationPolicy.set(
                null,
                new Changes(
                        rotate,
                        notice == null ? null : new IsoDuration(notice),
                        expiry == null ? null : new IsoDuration(expiry)),
                Samples.NOW);
    }

    private static void assertRefused(
            @Nullable RotationTrigger rotate,
            @Nullable String notice,
            @Nullable String expiry,
            String message) {
        assertThatThrownBy(() -> set(rotate, notice, expiry))
                .is(refused(Problem.BAD_PARAMETER))
                .hasMessageContaining(message);
    }
}
