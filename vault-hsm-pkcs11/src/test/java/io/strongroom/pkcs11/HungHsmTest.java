package io.strongroom.pkcs11;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.publicKeyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.state.Submission;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.root.CeremonySettings;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A module that does not return from a call.
@Timeout(60)
class HungHsmTest {
    private static final byte[] PLAINTEXT = {1, 2, 3, 4};
    private static CeremonySettings token;

    private final FaultyCryptoki cryptoki = new FaultyCryptoki(Cryptoki.load(SoftHsm.LIBRARY));
    private final CountDownLatch release = new CountDownLatch(1);
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private Pkcs11Hsm hsm;
    private TestKeys keys;

    @BeforeAll
    static void makeToken() {
        token = SoftHsm.token();
    }

    @BeforeEach
    void open() {
        hsm =
                Pkcs11Hsm.open(
                        SoftHsm.opening(
                                token, 2, 100, Duration.ofSeconds(2), Duration.ofMillis(2_500)),
                        cryptoki);
        keys = new TestKeys(hsm.keyProvider());
    }

    @AfterEach
    void close() {
        release.countDown();
        await(() -> hsm.statistics().hungCalls() == 0);
        hsm.close();
        callers.close();
    }

    @Test
    void every_caller_is_refused_within_three_seconds() throws Exception {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        cryptoki.insideCall = _ -> hang();

        List<Future<Duration>> refusals =
                IntStream.range(0, 6).mapToObj(_ -> callers.submit(refusalOf(key))).toList();

        for (Future<Duration> refusal : refusals) {
            assertThat(refusal.get()).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void health_turns_bad_within_five_seconds_and_good_when_calls_return() {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        long hung = System.nanoTime();
        cryptoki.insideCall = _ -> hang();

        await(() -> !hsm.health().available());
        assertThat(Duration.ofNanos(System.nanoTime() - hung)).isLessThan(Duration.ofSeconds(5));
        assertThat(hsm.health().description()).contains("no call has returned for");

        cryptoki.insideCall = _ -> {};
        release.countDown();
        await(() -> hsm.health().available());
        await(() -> signs(key));
        assertThat(hsm.statistics().epoch()).isEqualTo(1);
    }

    @Test
    void the_service_recovers_in_new_sessions_if_the_hung_calls_never_return() {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        cryptoki.insideCall = _ -> hang();
        callers.execute(() -> signs(key));
        callers.execute(() -> signs(key));
        await(() -> hsm.statistics().hungCalls() >= 2);
        assertThat(hsm.health().available()).isFalse();

        cryptoki.insideCall = _ -> {};

        await(() -> hsm.health().available());
        await(() -> signs(key));
        assertThat(hsm.statistics().hungCalls()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void one_hung_session_does_not_keep_the_others_from_serving() throws Exception {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        AtomicBoolean first = new AtomicBoolean(true);
        cryptoki.insideSign =
                () -> {
                    if (first.getAndSet(false)) {
                        hang();
                    }
                };

        Future<Duration> refusal = callers.submit(refusalOf(key));
        await(() -> !first.get());
        while (!refusal.isDone()) {
            assertThat(signs(key)).isTrue();
            assertThat(hsm.health().available()).isTrue();
        }

        assertThat(refusal.get()).isLessThan(Duration.ofSeconds(3));
        await(() -> hsm.statistics().hungCalls() == 1);
        await(() -> hsm.statistics().idleSessions() == 2);
    }

    @Test
    void a_signature_that_comes_too_late_is_wiped_and_its_digest_was_not_changed_meanwhile() {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        AtomicReference<byte[]> read = new AtomicReference<>(new byte[0]);
        AtomicReference<byte[]> late = new AtomicReference<>(new byte[0]);
        AtomicBoolean released = new AtomicBoolean();
        cryptoki.signed =
                (digest, signature) -> {
                    read.set(digest.clone());
                    late.set(signature);
                };
        cryptoki.insideSign = this::hang;
        byte[] digest = new byte[32];
        Arrays.fill(digest, (byte) 7);

        assertThatThrownBy(() ->
                        keys.provider()
                                .signing(key, SignatureAlgorithm.ES256, digest)
                                .then(_ -> {
                                    released.set(true);
                                    return Submission.settled(true);
                                }))
                .is(refused(Problem.SERVICE_UNAVAILABLE));
        Arrays.fill(digest, (byte) 0);
        cryptoki.insideSign = () -> {};
        release.countDown();
        await(() -> hsm.statistics().hungCalls() == 0 && late.get().length > 0);

        assertThat(read.get()).hasSize(32).containsOnly(7);
        assertThat(late.get()).hasSize(64).containsOnly(0);
        assertThat(released).isFalse();
    }

    @Test
    void a_plaintext_that_comes_too_late_is_wiped() {
        WrappedKey key = keys.key(new Rsa(2048));
        byte[] ciphertext =
                new SoftwarePublicKeyOperations()
                        .encrypt(publicKeyOf(key.material()), RsaEncryption.RSA_OAEP, PLAINTEXT);
        assertThat(decrypt(key, ciphertext)).isEqualTo(PLAINTEXT);
        AtomicReference<byte[]> late = new AtomicReference<>(new byte[0]);
        cryptoki.decrypted = (_, plaintext) -> late.set(plaintext);
        cryptoki.insideCall = function -> hangIn("C_Decrypt", function);

        assertThatThrownBy(() -> decrypt(key, ciphertext)).is(refused(Problem.SERVICE_UNAVAILABLE));
        Arrays.fill(ciphertext, (byte) 0);
        release.countDown();
        await(() -> hsm.statistics().hungCalls() == 0 && late.get().length > 0);

        assertThat(late.get()).hasSize(PLAINTEXT.length).containsOnly(0);
    }

    @Test
    void an_initialisation_that_does_not_return_holds_up_no_caller() throws Exception {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        cryptoki.insideCall = function -> hangIn("C_Initialize", function);
        cryptoki.signFailures.add(ReturnValue.DEVICE_ERROR);

        assertThat(refusalOf(key).call()).isLessThan(Duration.ofSeconds(3));
        assertThat(refusalOf(key).call()).isLessThan(Duration.ofSeconds(3));
        assertThat(hsm.health().available()).isFalse();

        release.countDown();
        await(() -> hsm.health().available());
        await(() -> signs(key));
    }

    @Test
    void the_module_is_not_finalised_under_a_call_that_has_not_returned() throws Exception {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        AtomicBoolean first = new AtomicBoolean(true);
        cryptoki.insideSign =
                () -> {
                    if (first.getAndSet(false)) {
                        hang();
                    }
                };
        assertThat(refusalOf(key).call()).isLessThan(Duration.ofSeconds(3));
        await(() -> hsm.statistics().hungCalls() == 1);
        cryptoki.signFailures.add(ReturnValue.DEVICE_ERROR);

        await(() -> signs(key));
        assertThat(hsm.statistics().epoch()).isEqualTo(1);
        hsm.close();

        assertThat(cryptoki.finalizations).hasValue(0);
        release.countDown();
        await(() -> hsm.statistics().hungCalls() == 0);
        cryptoki.finish();
    }

    @Test
    void a_device_that_is_lost_while_a_call_hangs_stays_unavailable_and_asks_for_a_restart() {
        WrappedKey key = keys.ec256();
        assertThat(keys.signs(key)).isTrue();
        cryptoki.insideCall = _ -> hang();
        callers.execute(() -> signs(key));
        await(() -> hsm.statistics().hungCalls() == 1);

        cryptoki.insideCall = HungHsmTest::failAsRemoved;

        await(() -> hsm.health().description().endsWith("restart this node"));
        assertThat(hsm.health().available()).isFalse();
        assertThatThrownBy(() -> keys.signs(key)).is(refused(Problem.SERVICE_UNAVAILABLE));
        assertThat(cryptoki.finalizations).hasValue(0);

        cryptoki.insideCall = _ -> {};
        release.countDown();
        await(() -> hsm.health().available());
        await(() -> signs(key));
    }

    private static void failAsRemoved(String function) {
        throw new CryptokiException(function, ReturnValue.DEVICE_REMOVED);
    }

    /// How long it takes until a signature is refused.
    private Callable<Duration> refusalOf(WrappedKey key) {
        return () -> {
            long begun = System.nanoTime();
            assertThatThrownBy(() -> keys.signs(key)).is(refused(503));
            return Duration.ofNanos(System.nanoTime() - begun);
        };
    }

    private boolean signs(WrappedKey key) {
        try {
            return keys.signs(key);
        } catch (VaultException e) {
            return false;
        }
    }

    private byte[] decrypt(WrappedKey key, byte[] ciphertext) {
        return keys.provider().decrypting(key, RsaEncryption.RSA_OAEP, ciphertext).result().bytes();
    }

    private void hangIn(String hanging, String function) {
        if (function.equals(hanging)) {
            hang();
        }
    }

    private void hang() {
        try {
            release.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            Thread.onSpinWait();
        }
    }
}
