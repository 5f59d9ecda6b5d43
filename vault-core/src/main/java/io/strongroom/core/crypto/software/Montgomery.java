package io.strongroom.core.crypto.software;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bouncycastle.math.raw.Nat;

/// Arithmetic modulo a secret odd number whose top bit is set (P. Montgomery, Modular
/// Multiplication Without Trial Division, 1985). Numbers are words of 32 bits, the least first, and
/// stand for themselves times `R`, which is the power of two just above the modulus. [#close] wipes
/// all of them.
final class Montgomery implements AutoCloseable {
    private static final long WORD = 0xffffffffL;
    private static final int WINDOW_BITS = 4;

    private final int length;
    private final List<int[]> made = new ArrayList<>();
    private final int[] modulus;
    private final int[] one;
    private final int[] minusOne;
    private final int[] product;

    /// What makes the lowest word zero.
    private final int factor;

    /// @param modulus is copied
    Montgomery(int[] modulus) {
        this.length = modulus.length;
        this.modulus = kept(modulus.clone());
        this.one = number();
        this.minusOne = kept(modulus.clone());
        this.product = kept(new int[length + 2]);
        this.factor = -inverse(modulus[0]);
        Nat.sub(length, one, this.modulus, one); // R - modulus
        Nat.subFrom(length, one, minusOne);
    }

    /// A new number, zero.
    int[] number() {
        return kept(new int[length]);
    }

    boolean isOne(int[] number) {
        return Nat.eq(length, one, number);
    }

    boolean isMinusOne(int[] number) {
        return Nat.eq(length, minusOne, number);
    }

    /// Multiplies.
    ///
    /// @param result may be one of the factors
    void multiply(int[] a, int[] b, int[] result) {
        Arrays.fill(product, 0);
        for (int i = 0; i < length; i++) {
            add(a[i] & WORD, b);
            int multiple = product[0] * factor;
            add(multiple & WORD, modulus);
            System.arraycopy(product, 1, product, 0, length + 1);
            product[length + 1] = 0;
        }
        boolean reduce = product[length] != 0 || Nat.gte(length, product, modulus);
        System.arraycopy(product, 0, result, 0, length);
        if (reduce) {
            Nat.subFrom(length, modulus, result);
        }
    }

    /// Raises to a power, by the same multiplications whatever the exponent.
    ///
    /// @param exponent as long as the modulus
    /// @param result none of the others
    void power(int[] base, int[] exponent, int[] result) {
        int[][] powers = powers(base);
        System.arraycopy(one, 0, result, 0, length);
        for (int bit = length * Integer.SIZE - WINDOW_BITS; bit >= 0; bit -= WINDOW_BITS) {
            for (int i = 0; i < WINDOW_BITS; i++) {
                multiply(result, result, result);
            }
            int window = exponent[bit / Integer.SIZE] >>> (bit % Integer.SIZE);
            multiply(result, powers[window & ((1 << WINDOW_BITS) - 1)], result);
        }
        for (int[] power : powers) {
            Arrays.fill(power, 0);
        }
    }

    private int[][] powers(int[] base) {
        int[][] powers = new int[1 << WINDOW_BITS][length];
        System.arraycopy(one, 0, powers[0], 0, length);
        for (int i = 1; i < powers.length; i++) {
            multiply(powers[i - 1], base, powers[i]);
        }
        return powers;
    }

    /// Adds a multiple of a number to the product.
    private void add(long times, int[] number) {
        long carry = 0;
        for (int i = 0; i < length; i++) {
            carry += times * (number[i] & WORD) + (product[i] & WORD);
            product[i] = (int) carry;
            carry >>>= Integer.SIZE;
        }
        carry += product[length] & WORD;
        product[length] = (int) carry;
        product[length + 1] += (int) (carry >>> Integer.SIZE);
    }

    /// The inverse of an odd word modulo 2³², by Newton's method: each turn doubles the right bits.
    private static int inverse(int word) {
        int inverse = word;
        for (int bits = 3; bits < Integer.SIZE; bits *= 2) {
            inverse *= 2 - word * inverse;
        }
        return inverse;
    }

    private int[] kept(int[] number) {
        made.add(number);
        return number;
    }

    @Override
    public void close() {
        made.forEach(number -> Arrays.fill(number, 0));
    }
}
