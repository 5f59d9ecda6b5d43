package io.strongroom.pkcs11;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.session.HsmStartException;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A token with too few sessions, and failures of one key or one session: no reason to initialise
/// the module again for all tenants.
@Timeout(60)
class SessionLimitTest {
    private static CeremonySettings token;

    private final FaultyCryptoki cryptoki = new FaultyCryptoki(Cryptoki.load(SoftHsm.LIBRARY));

    @BeforeAll
    static void makeToken() {
        token = SoftHsm.token();
    }

    @Test
    void a_token_with_just_enough_sessions_is_opened() {
        cryptoki.sessionLimit = 5;

        try (Pkcs11Hsm hsm = open(2, Duration.ofSeconds(20))) {
            assertThat(new TestKeys(hsm.keyProvider()).ec256()).isNotNull();
            assertThat(cryptoki.sessions).hasValue(5);
        }
    }

    @Test
    void a_token_with_one_session_too_few_is_refused_at_the_start() {
        cryptoki.sessionLimit = 4;

        assertThatThrownBy(() -> open(2, Duration.ofSeconds(20)))
                .isInstanceOf(HsmStartException.class)
                .hasMessage(
                        "token \"%s\" does not have the 5 sessions that strongroom.hsm.sessions=2 needs"
                                .formatted(token.tokenLabel()));
    }

    @Test
    void a_session_that_cannot_be_opened_again_leaves_its_work_to_the_others() {
        try (Pkcs11Hsm hsm = open(2, Duration.ofSeconds(20))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            WrappedKey key = keys.ec256();
            assertThat(keys.signs(key)).isTrue();

            cryptoki.sessionLimit = 4;
            cryptoki.signFailures.add(ReturnValue.SESSION_HANDLE_INVALID);

            for (int i = 0; i < 100; i++) {
                assertThat(keys.signs(key)).isTrue();
            }
            assertThat(hsm.statistics().epoch()).isEqualTo(1);
            assertThat(cryptoki.sessions).hasValue(4);
            cryptoki.sessionLimit = 5;
            await(() -> cryptoki.sessions.get() == 5);
        }
    }

    @Test
    void without_any_session_the_hsm_is_busy_until_there_is_one() {
        try (Pkcs11Hsm hsm = open(1, Duration.ofMillis(300))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            WrappedKey key = keys.ec256();
            assertThat(keys.signs(key)).isTrue();

            cryptoki.sessionLimit = 2;
            cryptoki.signFailures.add(ReturnValue.SESSION_HANDLE_INVALID);

            assertThatThrownBy(() -> keys.signs(key)).isInstanceOf(VaultException.Busy.class);
            assertThatThrownBy(() -> keys.signs(key)).isInstanceOf(VaultException.Busy.class);
            assertThat(hsm.health().description()).contains("CKR_SESSION_COUNT");
            assertThat(hsm.health().available()).isFalse();
            cryptoki.sessionLimit = 3;
            await(() -> cryptoki.sessions.get() == 3);
            await(() -> signs(keys, key));
            assertThat(hsm.statistics().epoch()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"KEY_HANDLE_INVALID", "OBJECT_HANDLE_INVALID", "SESSION_HANDLE_INVALID"})
    void a_failure_that_stays_with_one_key_does_not_concern_the_others(ReturnValue answer) {
        try (Pkcs11Hsm hsm = open(2, Duration.ofSeconds(20))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            WrappedKey key = keys.ec256();
            assertThat(keys.signs(key)).isTrue();

            cryptoki.keyFailure = answer;

            assertThatThrownBy(() -> keys.signs(key)).is(refused(Problem.SERVICE_UNAVAILABLE));
            assertThat(hsm.sealer().seal(new byte[1])).isNotNull();
            assertThat(hsm.health().available()).isTrue();
            assertThat(hsm.statistics().epoch()).isEqualTo(1);
            cryptoki.keyFailure = null;
            assertThat(keys.signs(key)).isTrue();
        }
    }

    private Pkcs11Hsm open(int sessions, Duration timeout) {
        return Pkcs11Hsm.open(SoftHsm.opening(token, sessions, 100, timeout), cryptoki);
    }

    private static boolean signs(TestKeys keys, WrappedKey key) {
        try {
            return keys.signs(key);
        } catch (VaultException e) {
            return false;
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
