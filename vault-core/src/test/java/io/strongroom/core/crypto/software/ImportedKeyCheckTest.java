package io.strongroom.core.crypto.software;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.ImportSamples;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.ImportedKey.EcPair;
import io.strongroom.core.crypto.ImportedKey.RsaPair;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.SecretBytes;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Keys that are malformed, or whose parts contradict each other.
final class ImportedKeyCheckTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @ValueSource(ints = {2048, 3072, 4096})
    void the_parts_of_a_key_of_the_jdk_belong_together(int bits) {
        assertThatCode(() -> check(ImportSamples.rsa(bits))).doesNotThrowAnyException();
    }

    @Test
    void the_check_leaves_the_key_as_it_is() {
        RsaPair key = ImportSamples.rsa(2048);

        check(key);

        assertThat(key).isEqualTo(ImportSamples.rsa(2048));
    }

    @ParameterizedTest
    @CsvSource({"d", "p", "q", "dp", "dq", "qi"})
    void a_part_that_is_off_by_a_bit_is_refused(String part) {
        for (int at : new int[] {0, 40, -1}) {
            assertContradicts(with(ImportSamples.rsa(2048), part, at));
        }
    }

    @Test
    void primes_that_are_exchanged_are_refused() {
        RsaPair key = ImportSamples.rsa(2048);

        assertContradicts(
                new RsaPair(
                        key.publicKey(), key.d(), key.q(), key.p(), key.dp(), key.dq(), key.qi()));
    }

    @Test
    void another_modulus_is_refused() {
        RsaPair key = ImportSamples.rsa(2048);
        RsaPublicKey other =
                new RsaPublicKey(
                        key.publicKey().modulus().add(BigInteger.TWO), key.publicKey().exponent());

        assertContradicts(
                new RsaPair(other, key.d(), key.p(), key.q(), key.dp(), key.dq(), key.qi()));
    }

    @Test
    void an_even_modulus_is_refused() {
        RsaPair key = ImportSamples.rsa(2048);
        RsaPublicKey even =
                new RsaPublicKey(key.publicKey().modulus().clearBit(0), BigInteger.valueOf(65537));

        assertRefused(
                new RsaPair(even, key.d(), key.p(), key.q(), key.dp(), key.dq(), key.qi()),
                "The modulus of the key is even.");
    }

    @Test
    void a_square_is_refused() {
        BigInteger p = new BigInteger(1, ImportSamples.rsa(2048).p().bytes());
        RsaPublicKey square = new RsaPublicKey(p.multiply(p), BigInteger.valueOf(65537));
        RsaPair key = ImportSamples.rsa(2048);

        assertContradicts(
                new RsaPair(square, key.d(), key.p(), key.p(), key.dp(), key.dp(), key.qi()));
    }

    /// All equations of these keys hold.
    @Test
    void a_composite_prime_is_refused() {
        BigInteger prime = new BigInteger(1, ImportSamples.rsa(2048).q().bytes());
        BigInteger carmichael = ImportSamples.carmichaelNumber();

        assertRefused(ImportSamples.rsaWithCompositePrime(), "A prime of the key is composite.");
        assertRefused(
                ImportSamples.rsa(carmichael, prime, BigInteger.valueOf(65537)),
                "A prime of the key is composite.");
        assertRefused(
                ImportSamples.rsa(prime, carmichael, BigInteger.valueOf(65537)),
                "A prime of the key is composite.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "65535", "65536", "65538", "18446744073709551617"})
    void a_public_exponent_that_is_small_even_or_long_is_refused(String exponent) {
        RsaPair key = ImportSamples.rsa(2048);
        RsaPublicKey other = new RsaPublicKey(key.publicKey().modulus(), new BigInteger(exponent));

        assertRefused(
                new RsaPair(other, key.d(), key.p(), key.q(), key.dp(), key.dq(), key.qi()),
                "The public exponent of the key must be odd, 65537 at least and of 64 bits at most.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"65539", "4294967297", "18446744073709551557"})
    void another_public_exponent_is_accepted(String exponent) {
        RsaPair made = ImportSamples.rsa(2048);
        BigInteger p = new BigInteger(1, made.p().bytes());
        BigInteger q = new BigInteger(1, made.q().bytes());

        assertThatCode(() -> check(ImportSamples.rsa(p, q, new BigInteger(exponent))))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void a_key_of_each_curve_is_accepted(Curve curve) {
        assertThatCode(() -> check(ImportSamples.ec(curve))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @EnumSource
    void a_point_off_the_curve_is_refused(Curve curve) {
        EcPair key = ImportSamples.ec(curve);
        byte[] y = key.publicKey().y();
        y[y.length - 1] ^= 1;

        assertRefused(
                new EcPair(new EcPublicKey(curve, key.publicKey().x(), y), key.d()),
                "The point of the key is not on its curve.");
    }

    @Test
    void a_coordinate_beyond_the_field_is_refused() {
        EcPair key = ImportSamples.ec(Curve.P_256);
        byte[] x = new byte[32];
        Arrays.fill(x, (byte) 0xff);

        assertRefused(
                new EcPair(new EcPublicKey(Curve.P_256, x, key.publicKey().y()), key.d()),
                "The point of the key is not on its curve.");
    }

    @ParameterizedTest
    @EnumSource
    void a_private_part_is_from_1_to_the_order_less_1(Curve curve) {
        EcPair key = ImportSamples.ec(curve);
        BigInteger order = CustomNamedCurves.getByName(curve.secgName()).getN();

        for (BigInteger inside :
                new BigInteger[] {BigInteger.ONE, order.subtract(BigInteger.ONE)}) {
            assertThatCode(() -> check(with(key, inside))).doesNotThrowAnyException();
        }
        for (BigInteger outside :
                new BigInteger[] {BigInteger.ZERO, order, order.add(BigInteger.ONE)}) {
            assertRefused(with(key, outside), "The private part of the key is out of range.");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 15, 17, 33, 64})
    void a_secret_key_of_another_size_cannot_exist(int bytes) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ImportedKey.Secret(SecretBytes.of(new byte[bytes])));
    }

    @Test
    void closing_a_key_wipes_its_private_parts_and_not_those_of_a_copy() {
        RsaPair key = ImportSamples.rsa(2048);
        RsaPair copy = (RsaPair) key.copy();

        key.close();

        assertThat(key.d().bytes()).containsOnly(0);
        assertThat(key.qi().bytes()).containsOnly(0);
        assertThat(copy).isEqualTo(ImportSamples.rsa(2048));
    }

    private static void check(ImportedKey key) {
        ImportedKeyCheck.require(key, RANDOM::nextLong);
    }

    private static EcPair with(EcPair key, BigInteger d) {
        return new EcPair(key.publicKey(), ImportSamples.part(d, key.d().length()));
    }

    /// @param at which byte is changed; -1 for the last
    private static RsaPair with(RsaPair key, String part, int at) {
        SecretBytes changed =
                switch (part) {
                    case "d" -> key.d();
                    case "p" -> key.p();
                    case "q" -> key.q();
                    case "dp" -> key.dp();
                    case "dq" -> key.dq();
                    default -> key.qi();
                };
        changed.bytes()[at < 0 ? changed.length() - 1 : at] ^= 1;
        return key;
    }

    private static void assertContradicts(RsaPair key) {
        assertRefused(key, "The members of the key contradict each other.");
    }

    private static void assertRefused(ImportedKey key, String message) {
        assertThatThrownBy(() -> check(key)).is(refused(Problem.BAD_PARAMETER)).hasMessage(message);
    }
}
