package io.strongroom.core.crypto.software;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.crypto.ImportSamples;
import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Compared with what the JDK says about the same numbers.
final class PrimeTestTest {
    private static final SecureRandom RANDOM = new SecureRandom();

    @ParameterizedTest
    @ValueSource(ints = {32, 64, 1024, 1536, 2048})
    void a_prime_of_the_jdk_passes_and_the_odd_numbers_beside_it_do_not(int bits) {
        BigInteger prime = BigInteger.probablePrime(bits, new Random(bits));

        assertThat(passes(prime)).isTrue();
        for (int distance = -30; distance <= 30; distance += 2) {
            BigInteger beside = prime.add(BigInteger.valueOf(distance));
            assertThat(passes(beside)).isEqualTo(beside.isProbablePrime(100));
        }
    }

    /// Numbers that pass with base 2 (OEIS A001262); the first does with 3, 5 and 7 as well.
    @ParameterizedTest
    @ValueSource(strings = {"3215031751", "18446744066047760377"})
    void a_strong_pseudoprime_to_the_smallest_bases_does_not_pass(String pseudoprime) {
        assertThat(passes(new BigInteger(pseudoprime))).isFalse();
    }

    @Test
    void a_carmichael_number_does_not_pass() {
        BigInteger carmichael = ImportSamples.carmichaelNumber();

        assertThat(carmichael.bitLength()).isEqualTo(1024);
        assertThat(BigInteger.TWO.modPow(carmichael.subtract(BigInteger.ONE), carmichael))
                .isEqualTo(BigInteger.ONE);
        assertThat(passes(carmichael)).isFalse();
    }

    @Test
    void the_number_stays_as_it_is() {
        int[] words = words(BigInteger.probablePrime(64, new Random(5)));
        int[] before = words.clone();

        new PrimeTest(words, RANDOM::nextLong).passes();

        assertThat(words).isEqualTo(before);
    }

    private static boolean passes(BigInteger number) {
        return new PrimeTest(words(number), RANDOM::nextLong).passes();
    }

    private static int[] words(BigInteger number) {
        int[] words = new int[(number.bitLength() + 31) / 32];
        for (int i = 0; i < words.length; i++) {
            words[i] = number.shiftRight(32 * i).intValue();
        }
        return words;
    }
}
