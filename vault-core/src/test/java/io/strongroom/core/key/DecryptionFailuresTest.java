package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.OAEP;
import static io.strongroom.core.key.KeyFixture.PLAINTEXT;
import static io.strongroom.core.key.KeyFixture.RSA;
import static io.strongroom.core.key.KeyFixture.RSA_2048;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Concurrently;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.identity.ObjectReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The budget of decryptions that fail. The longest a test makes is a day of 1,000 failures.
final class DecryptionFailuresTest {
    private static final byte[] WRONG = new byte[256];
    private static final ObjectReference OTHER = KeyFixture.current("other");
    private final KeyFixture keys = new KeyFixture();
    private byte[] good = {};

    @BeforeEach
    void make() {
        keys.allowEveryUse();
        keys.make("rsa", RSA_2048);
        keys.make("other", RSA_2048);
        good = keys.ciphertext();
    }

    @Test
    void a_good_ciphertext_is_decrypted_after_19_wrong_ones_and_not_after_20() {
        fail(19);
        assertThat(decrypt(good)).isEqualTo(PLAINTEXT);

        fail(1);

        assertThrottled();
    }

    @Test
    void unwrapping_has_the_same_budget() {
        fail(10);
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(
                            () -> use(RSA, KeyOperation.UNWRAP_KEY, RsaEncryption.RSA_OAEP, WRONG))
                    .isInstanceOf(VaultException.InvalidCiphertext.class);
        }

        assertThrottled();
    }

    @Test
    void the_refusal_is_an_event_of_the_tenant() {
        fail(20);
        assertThrottled();

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.KEY_DECRYPT);
        assertThat(event.outcome().status()).isEqualTo(429);
        assertThat(event.outcome().signature()).isEqualTo("TooManyDecryptionFailures");
        assertThat(event.target().object()).isEqualTo("rsa");
        assertThat(event.details()).isEqualTo(Map.of("algorithm", "RSA-OAEP-256"));
    }

    @Test
    void another_key_and_another_operation_go_on() {
        fail(20);

        assertThatThrownBy(() -> use(OTHER, KeyOperation.DECRYPT, OAEP, WRONG))
                .isInstanceOf(VaultException.InvalidCiphertext.class);
        assertThat(keys.encrypt(RSA, KeyOperation.ENCRYPT, PLAINTEXT)).hasSize(256);
    }

    @Test
    void a_minute_later_the_key_decrypts_again() {
        fail(20);

        keys.installation.clock.advance(Duration.ofSeconds(60));

        assertThat(decrypt(good)).isEqualTo(PLAINTEXT);
    }

    @Test
    void of_wrong_ciphertexts_at_once_20_are_told() {
        List<Class<?>> answers =
                Concurrently.run(
                        64,
                        _ -> {
                            try {
                                decrypt(WRONG);
                                throw new AssertionError("decrypted");
                            } catch (VaultException refusal) {
                                return refusal.getClass();
                            }
                        });

        assertThat(answers)
                .containsOnly(VaultException.InvalidCiphertext.class, VaultException.Busy.class)
                .filteredOn(VaultException.InvalidCiphertext.class::equals)
                .hasSize(20);
    }

    @Test
    void an_algorithm_works_after_999_failures_of_a_day_and_is_blocked_after_1000() {
        failSlowly(999);
        assertThat(decrypt(good)).isEqualTo(PLAINTEXT);
        assertThat(key().blocked()).isEmpty();

        failSlowly(1);

        assertThat(key().blocked()).containsExactly("RSA-OAEP-256");
        assertThat(keys.installation.trail.last().outcome().status()).isEqualTo(400);
        assertThat(keys.installation.trail.last().details())
                .containsEntry("blocked", "RSA-OAEP-256");
        assertBlocked();
        assertThat(keys.installation.trail.last().outcome().signature())
                .isEqualTo("AlgorithmBlocked");
    }

    @Test
    void a_block_stays_the_next_day() {
        failSlowly(1000);

        keys.installation.clock.advance(Duration.ofDays(2));

        assertBlocked();
    }

    @Test
    void a_block_is_for_one_algorithm_of_one_key() {
        failSlowly(1000);
        nextMinute();

        assertThatThrownBy(() -> use(RSA, KeyOperation.DECRYPT, RsaEncryption.RSA_OAEP, WRONG))
                .isInstanceOf(VaultException.InvalidCiphertext.class);
        assertThatThrownBy(() -> use(OTHER, KeyOperation.DECRYPT, OAEP, WRONG))
                .isInstanceOf(VaultException.InvalidCiphertext.class);
        assertThat(keys.encrypt(RSA, KeyOperation.ENCRYPT, PLAINTEXT)).hasSize(256);
    }

    @Test
    void failures_of_two_days_do_not_add_up() {
        failSlowly(999);
        keys.installation.clock.advance(Duration.ofDays(1));

        failSlowly(999);

        assertThat(key().blocked()).isEmpty();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            assertThatThrownBy(() -> decrypt(WRONG))
                    .isInstanceOf(VaultException.InvalidCiphertext.class)
                    .is(refused(Problem.BAD_PARAMETER));
        }
    }

    /// Fails within a day, and never too often in a minute.
    private void failSlowly(int times) {
        for (int done = 0; done < times; done += 20) {
            fail(Math.min(20, times - done));
            nextMinute();
        }
    }

    private void nextMinute() {
        keys.installation.clock.advance(Duration.ofSeconds(60));
    }

    private void assertThrottled() {
        assertThatThrownBy(() -> decrypt(good))
                .isInstanceOfSatisfying(
                        VaultException.Busy.class,
                        refusal -> {
                            assertThat(refusal.problem()).isEqualTo(Problem.TOO_MANY_FAILURES);
                            assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(60));
                        });
    }

    private void assertBlocked() {
        assertThatThrownBy(() -> decrypt(good))
                .is(refused(Problem.ALGORITHM_BLOCKED))
                .hasMessageStartingWith("Algorithm RSA-OAEP-256 is blocked on this key");
    }

    private Key key() {
        return keys.installation
                .keys
                .find(keys.installation.vault(CONTOSO_VAULT), RSA.name(), null, true)
                .orElseThrow()
                .key();
    }

    private byte[] decrypt(byte[] ciphertext) {
        return use(RSA, KeyOperation.DECRYPT, OAEP, ciphertext);
    }

    private byte[] use(
            ObjectReference key,
            KeyOperation operation,
            RsaEncryption algorithm,
            byte[] ciphertext) {
        return keys.perform(
                        Action.KEY_DECRYPT,
                        contosoApp(),
                        visit ->
                                keys.usage.decrypt(
                                        visit,
                                        key,
                                        operation,
                                        algorithm,
                                        Ciphertext.of(ciphertext)))
                .value()
                .bytes();
    }
}
