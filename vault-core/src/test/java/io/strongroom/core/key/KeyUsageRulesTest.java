package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoNobody;
import static io.strongroom.core.Samples.fabrikamAdmin;
import static io.strongroom.core.key.KeyFixture.DIGEST;
import static io.strongroom.core.key.KeyFixture.EC;
import static io.strongroom.core.key.KeyFixture.P_256;
import static io.strongroom.core.key.KeyFixture.RSA;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static io.strongroom.core.key.KeyFixture.allBut;
import static io.strongroom.core.key.KeyFixture.assertRefused;
import static io.strongroom.core.key.KeyFixture.current;
import static io.strongroom.core.key.KeyFixture.operations;
import static io.strongroom.core.key.KeyFixture.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.identity.Caller;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What each use of a key requires, and in which order.
final class KeyUsageRulesTest {
    private final KeyFixture keys = new KeyFixture();

    @BeforeEach
    void allowEverything() {
        keys.allowEveryUse();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"IMPORT", "EXPORT"})
    void each_operation_needs_its_own_permission_and_no_other(KeyOperation operation) {
        keys.make("rsa", RSA_2048);

        keys.allow(operation.right());
        assertThatCode(() -> keys.use(operation)).doesNotThrowAnyException();
        keys.allow(allBut(operation.right()));
        assertRefused("ForbiddenByPolicy", () -> keys.use(operation));
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"IMPORT", "EXPORT"})
    void each_operation_needs_to_be_among_the_keys_own(KeyOperation operation) {
        keys.make("rsa", request(RSA_2048, operations(others(operation))));
        assertRefused("KeyOperationForbidden", () -> keys.use(operation));
        assertThatThrownBy(() -> keys.use(operation))
                .hasMessage("Operation %s is not permitted on this key.", operation.wireName());

        keys.make("rsa", request(RSA_2048, operations(List.of(operation))));
        assertThatCode(() -> keys.use(operation)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"IMPORT", "EXPORT"})
    void a_disabled_key_does_nothing(KeyOperation operation) {
        KeyVersion version = keys.make("rsa", RSA_2048);
        keys.replace(version, Samples.disabled(version));

        assertRefused("KeyDisabled", () -> keys.use(operation));
        assertThatThrownBy(() -> keys.use(operation))
                .hasMessage("Operation %s is not allowed on a disabled key.", operation.wireName());
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN", "ENCRYPT", "WRAP_KEY"})
    void new_protection_begins_at_nbf_to_the_second(KeyOperation operation) {
        makeValid(NOW.plusSeconds(10), null);

        keys.installation.clock.set(NOW.plusSeconds(10).minusMillis(1));
        assertRefused("KeyNotYetValidOrExpired", () -> keys.use(operation));
        keys.installation.clock.set(NOW.plusSeconds(10));
        assertThatCode(() -> keys.use(operation)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource(names = {"SIGN", "ENCRYPT", "WRAP_KEY"})
    void new_protection_ends_at_exp_to_the_second(KeyOperation operation) {
        makeValid(null, NOW.plusSeconds(10));

        keys.installation.clock.set(NOW.plusSeconds(10).minusMillis(1));
        assertThatCode(() -> keys.use(operation)).doesNotThrowAnyException();
        keys.installation.clock.set(NOW.plusSeconds(10));
        assertRefused("KeyNotYetValidOrExpired", () -> keys.use(operation));
    }

    @ParameterizedTest
    @EnumSource(names = {"VERIFY", "DECRYPT", "UNWRAP_KEY"})
    void what_was_protected_is_opened_before_nbf_and_after_exp(KeyOperation operation) {
        makeValid(NOW.plusSeconds(10), NOW.plusSeconds(20));

        assertThatCode(() -> keys.use(operation)).doesNotThrowAnyException();
        keys.installation.clock.advance(Duration.ofDays(10_000));
        assertThatCode(() -> keys.use(operation)).doesNotThrowAnyException();
    }

    @Test
    void the_right_is_asked_first_so_that_nothing_is_learnt_without_it() {
        KeyVersion version = keys.make("ec", P_256);
        keys.replace(version, Samples.disabled(version));
        keys.allow();

        assertRefused("ForbiddenByPolicy", () -> keys.sign(EC, SignatureAlgorithm.ES256, DIGEST));
        assertRefused("ForbiddenByPolicy", () -> keys.sign(RSA, SignatureAlgorithm.ES256, DIGEST));
        assertThat(messageOf(contosoNobody(), "ec"))
                .isEqualTo(messageOf(contosoNobody(), "nothing-here"));
        assertThat(messageOf(fabrikamAdmin(), "ec"))
                .isEqualTo(messageOf(fabrikamAdmin(), "nothing-here"));
    }

    @Test
    void then_whether_the_key_is_there_then_its_state_then_the_algorithm() {
        assertThatThrownBy(() -> keys.sign(EC, SignatureAlgorithm.ES384, DIGEST)).is(refused(404));

        keys.make("rsa", request(RSA_2048, operations(List.of(KeyOperation.VERIFY))));
        assertRefused(
                "KeyOperationForbidden", () -> keys.sign(RSA, SignatureAlgorithm.ES384, DIGEST));

        KeyVersion version = keys.stored(RSA.name(), null);
        keys.replace(version, expired(version));
        assertRefused(
                "KeyNotYetValidOrExpired", () -> keys.sign(RSA, SignatureAlgorithm.ES384, DIGEST));
    }

    @Test
    void an_owner_of_the_tenant_uses_no_key_without_a_policy() {
        keys.make("ec", P_256);
        keys.installation.policies(Samples.CONTOSO_VAULT);

        assertRefused(
                "ForbiddenByPolicy",
                () -> keys.sign(Samples.contosoAdmin(), EC, SignatureAlgorithm.ES256, DIGEST));
    }

    private void makeValid(@Nullable Instant notBefore, @Nullable Instant expires) {
        keys.make(
                "rsa",
                request(RSA_2048, new KeyAttributes.Changes(null, notBefore, expires, null, null)));
    }

    private static KeyVersion expired(KeyVersion version) {
        return version.with(
                new KeyAttributes(
                        true,
                        null,
                        NOW.minusSeconds(1),
                        NOW,
                        NOW,
                        version.attributes().operations(),
                        Map.of()));
    }

    private @Nullable String messageOf(Caller caller, String key) {
        try {
            keys.sign(caller, current(key), SignatureAlgorithm.ES256, DIGEST);
            return null;
        } catch (VaultException refusal) {
            return refusal.status() + refusal.description();
        }
    }

    private static List<KeyOperation> others(KeyOperation one) {
        return KeyOperation.supportedBy(RSA_2048).stream()
                .filter(operation -> operation != one)
                .toList();
    }
}
