package io.strongroom.pkcs11;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.Intruder;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.cryptoki.Token;
import io.strongroom.pkcs11.root.CeremonySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecoveryTest {
    private static CeremonySettings token;

    private final FaultyCryptoki cryptoki = new FaultyCryptoki(Cryptoki.load(SoftHsm.LIBRARY));
    private final AtomicInteger signatures = new AtomicInteger();
    private Pkcs11Hsm hsm;
    private TestKeys keys;

    @BeforeAll
    static void makeToken() {
        token = SoftHsm.token();
    }

    @BeforeEach
    void open() {
        hsm = Pkcs11Hsm.open(SoftHsm.opening(token), cryptoki);
        keys = new TestKeys(hsm.keyProvider());
    }

    @AfterEach
    void close() {
        hsm.close();
    }

    @Test
    void a_module_finalised_by_somebody_else_is_initialised_again() {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();

        Cryptoki.load(SoftHsm.LIBRARY).finish();

        assertThat(keys.signs(key)).isTrue();
        assertThat(hsm.statistics().epoch()).isEqualTo(2);
        assertThat(hsm.statistics().recoveries()).isEqualTo(1);
    }

    @Test
    void a_logout_by_somebody_else_is_followed_by_a_login() {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        try (Intruder intruder = new Intruder(SoftHsm.LIBRARY, token.tokenLabel())) {
            intruder.session().logout();
        }

        assertThat(keys.signs(key)).isTrue();
        assertThat(cryptoki.logins).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "DEVICE_ERROR",
                "DEVICE_REMOVED",
                "TOKEN_NOT_PRESENT",
                "USER_NOT_LOGGED_IN",
                "SESSION_HANDLE_INVALID",
                "OPERATION_ACTIVE",
                "KEY_HANDLE_INVALID",
                "OBJECT_HANDLE_INVALID"
            })
    void one_failure_is_not_seen_by_the_caller(ReturnValue failure) {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        cryptoki.signFailures.add(failure);

        assertThat(keys.signs(key)).isTrue();
    }

    @Test
    void a_general_error_of_a_device_that_answers_is_no_reason_to_initialise() {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        cryptoki.signFailures.add(ReturnValue.GENERAL_ERROR);

        assertThat(keys.signs(key)).isTrue();
        assertThat(hsm.statistics().epoch()).isEqualTo(1);
    }

    @Test
    void a_general_error_that_stays_is_the_devices_and_not_a_bug() {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        cryptoki.keyFailure = ReturnValue.GENERAL_ERROR;

        assertThatThrownBy(() -> keys.signs(key)).is(refused(Problem.SERVICE_UNAVAILABLE));
        assertThat(hsm.statistics().epoch()).isEqualTo(1);
        assertThat(hsm.health().available()).isTrue();
    }

    @Test
    void eight_threads_get_no_wrong_answer_while_the_device_comes_and_goes() throws Exception {
        List<WrappedKey> many = keys.ec256(8);
        cryptoki.insideSign = this::failNowAndThen;
        Callable<Long> signing =
                () ->
                        IntStream.range(0, 100)
                                .filter(i -> !keys.signs(many.get(i % many.size())))
                                .count();

        long wrong = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (Future<Long> thread :
                    IntStream.range(0, 8).mapToObj(_ -> threads.submit(signing)).toList()) {
                wrong += thread.get();
            }
        }

        assertThat(wrong).isZero();
        assertThat(hsm.statistics().recoveries()).isPositive();
        assertThat(hsm.statistics().epoch())
                .isEqualTo((int) hsm.statistics().recoveries() + 1)
                .isEqualTo(cryptoki.initializations.get());
    }

    @Test
    void while_the_device_is_away_calls_are_refused_and_then_it_is_back() {
        WrappedKey key = keys.ec256();
        cryptoki.initializeFailures.addAll(List.of(ReturnValue.DEVICE_ERROR));
        cryptoki.signFailures.add(ReturnValue.DEVICE_ERROR);

        assertThatThrownBy(() -> keys.signs(key)).is(refused(503));
        assertThat(hsm.health().available()).isFalse();
        awaitHealth();

        assertThat(keys.signs(key)).isTrue();
        assertThat(hsm.health().description()).contains(token.tokenLabel());
    }

    @Test
    void another_token_under_the_same_label_is_never_used() {
        hsm.close();
        CeremonySettings stranger = SoftHsm.token();
        hsm = Pkcs11Hsm.open(SoftHsm.opening(token), cryptoki);
        keys = new TestKeys(hsm.keyProvider());
        WrappedKey key = keys.ec256();
        hsm.requireCanary(hsm.newCanary());
        cryptoki.shown =
                shown ->
                        shown.label().equals(stranger.tokenLabel())
                                ? labelled(shown, token.tokenLabel())
                                : labelled(shown, "hidden");
        cryptoki.signFailures.add(ReturnValue.DEVICE_ERROR);

        assertThatThrownBy(() -> keys.signs(key)).is(refused(503));
        assertThatThrownBy(() -> keys.ec256()).is(refused(503));
        assertThat(hsm.health().description())
                .contains("does not hold the keys of this installation");
    }

    @Test
    void a_pin_that_is_wrong_after_a_reset_is_tried_once() throws IOException {
        Path pinFile = SoftHsm.written("changing-pin", SoftHsm.PIN);
        WrappedKey key = keys.ec256();
        hsm.close();
        hsm = Pkcs11Hsm.open(withPin(pinFile), cryptoki);
        keys = new TestKeys(hsm.keyProvider());
        cryptoki.logins.set(0);
        Files.write(pinFile, SoftHsm.ascii("another-pin"));
        cryptoki.signFailures.add(ReturnValue.DEVICE_ERROR);

        WrappedKey other = key;
        for (int i = 0; i < 20; i++) {
            assertThatThrownBy(() -> keys.signs(other)).is(refused(503));
            hsm.health();
        }

        assertThat(cryptoki.logins).hasValue(1);
        assertThat(hsm.health().description()).contains("refuses the PIN");
    }

    private static Token labelled(Token shown, String label) {
        return new Token(shown.slot(), label, shown.initialized(), shown.pinInitialized());
    }

    private static Pkcs11Settings withPin(Path pinFile) {
        Pkcs11Settings settings = SoftHsm.opening(token);
        return new Pkcs11Settings(
                settings.module(),
                settings.tokenLabel(),
                pinFile,
                null,
                settings.sessions(),
                settings.cachedKeys(),
                settings.timeout(),
                settings.callTimeout(),
                settings.policy());
    }

    /// Lets the caller's own call fail, once.
    private void failNowAndThen() {
        int call = signatures.incrementAndGet() % 80;
        if (call == 7) {
            throw new CryptokiException("C_Sign", ReturnValue.DEVICE_ERROR);
        }
        if (call == 47) {
            throw new CryptokiException("C_Sign", ReturnValue.SESSION_HANDLE_INVALID);
        }
    }

    private void awaitHealth() {
        long deadline = System.nanoTime() + 10_000_000_000L;
        while (!hsm.health().available() && System.nanoTime() - deadline < 0) {
            Thread.onSpinWait();
        }
    }
}
