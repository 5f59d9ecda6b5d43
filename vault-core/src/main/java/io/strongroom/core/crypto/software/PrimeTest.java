package io.strongroom.core.crypto.software;

import java.util.function.LongSupplier;
import org.bouncycastle.math.raw.Nat;

/// Whether a secret number is prime: the Miller-Rabin test (FIPS 186-5 §B.3.1) with random bases. A
/// composite number passes with a probability of at most 2⁻³², even one that was chosen to pass.
/// The memory of the test is wiped, and does not grow with the number of bases.
final class PrimeTest {
    /// A base shows that a number is composite in three of four cases at least.
    private static final int BASES = 16;

    private final int[] number;
    private final LongSupplier random;

    /// @param number odd, its top bit set; words of 32 bits, the least first
    /// @param random numbers of 64 bits that nobody can foresee
    PrimeTest(int[] number, LongSupplier random) {
        this.number = number;
        this.random = random;
    }

    boolean passes() {
        try (Montgomery arithmetic = new Montgomery(number)) {
            int[] odd = arithmetic.number();
            int[] base = arithmetic.number();
            int[] power = arithmetic.number();
            int halvings = halved(odd);
            for (int i = 0; i < BASES; i++) {
                choose(base);
                arithmetic.power(base, odd, power);
                if (!isWitnessOfPrime(arithmetic, power, halvings)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// Whether the power is one or, squared less often than the number less one was halved, minus
    /// one.
    private static boolean isWitnessOfPrime(Montgomery arithmetic, int[] power, int halvings) {
        if (arithmetic.isOne(power)) {
            return true;
        }
        for (int i = 1; i < halvings && !arithmetic.isMinusOne(power); i++) {
            arithmetic.multiply(power, power, power);
        }
        return arithmetic.isMinusOne(power);
    }

    /// Halves the number less one until it is odd.
    ///
    /// @return how often
    private int halved(int[] odd) {
        System.arraycopy(number, 0, odd, 0, number.length);
        odd[0]--;
        int halvings = 0;
        while ((odd[0] & 1) == 0) {
            Nat.shiftDownBit(odd.length, odd, 0);
            halvings++;
        }
        return halvings;
    }

    /// Chooses a base below the number: one bit shorter.
    private void choose(int[] base) {
        for (int i = 0; i < base.length; i++) {
            base[i] = (int) random.getAsLong();
        }
        base[base.length - 1] >>>= 1;
    }
}
