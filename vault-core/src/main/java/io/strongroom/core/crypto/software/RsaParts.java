package io.strongroom.core.crypto.software;

import io.strongroom.core.crypto.ImportedKey.RsaPair;
import io.strongroom.core.crypto.SecretBytes;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.bouncycastle.math.raw.Nat;

/// The equations between the parts of an RSA key (RFC 8017 §3.2), and whether its primes are prime.
/// Numbers are words of 32 bits, the least first; all that are made of private parts are wiped.
final class RsaParts {
    private final RsaPair key;

    /// Words of the modulus.
    private final int length;

    private final List<int[]> made = new ArrayList<>();

    RsaParts(RsaPair key) {
        this.key = key;
        this.length = key.publicKey().spec().modulusBytes() / Integer.BYTES;
    }

    /// Whether `pq = n`, `p` is not `q`, `ed = 1` modulo `p - 1` and `q - 1`, `dp` and `dq` are `d`
    /// modulo those, and `qi·q = 1` modulo `p`.
    boolean belongTogether() {
        try {
            return holds();
        } finally {
            wipe();
        }
    }

    /// Whether both primes are prime.
    boolean arePrime(LongSupplier random) {
        try {
            return isPrime(key.p(), random) && isPrime(key.q(), random);
        } finally {
            wipe();
        }
    }

    private boolean isPrime(SecretBytes part, LongSupplier random) {
        return new PrimeTest(kept(Arrays.copyOf(words(part), length / 2)), random).passes();
    }

    private void wipe() {
        made.forEach(number -> Arrays.fill(number, 0));
    }

    private boolean holds() {
        int[] n = words(key.publicKey().modulus());
        int[] p = words(key.p());
        int[] q = words(key.q());
        if (!Nat.eq(2 * length, product(p, q), padded(n)) || Nat.eq(length, p, q)) {
            return false;
        }
        int[] d = words(key.d());
        int[] ed = product(words(key.publicKey().exponent()), d);
        int[] beforeP = before(p);
        int[] beforeQ = before(q);
        return Nat.isOne(2 * length, modulo(ed, beforeP))
                && Nat.isOne(2 * length, modulo(ed, beforeQ))
                && Nat.eq(2 * length, modulo(padded(d), beforeP), padded(words(key.dp())))
                && Nat.eq(2 * length, modulo(padded(d), beforeQ), padded(words(key.dq())))
                && Nat.gte(length, before(p), words(key.qi()))
                && Nat.isOne(2 * length, modulo(product(words(key.qi()), q), p));
    }

    /// The remainder, by shifts and subtractions.
    ///
    /// @param divisor half as long as the modulus, with its top bit set, as both primes have it
    ///   once their product is the modulus
    private int[] modulo(int[] dividend, int[] divisor) {
        int words = dividend.length;
        int[] rest = kept(dividend.clone());
        int[] shifted = number(words);
        int shift = words - length / 2;
        System.arraycopy(divisor, 0, shifted, shift, length / 2);
        for (int bit = shift * Integer.SIZE; bit >= 0; bit--) {
            if (Nat.gte(words, rest, shifted)) {
                Nat.subFrom(words, shifted, rest);
            }
            Nat.shiftDownBit(words, shifted, 0);
        }
        return rest;
    }

    private int[] product(int[] a, int[] b) {
        int[] product = number(2 * length);
        Nat.mul(length, a, b, product);
        return product;
    }

    /// One less than an odd number.
    private int[] before(int[] odd) {
        int[] before = kept(odd.clone());
        Nat.dec(length, before);
        return before;
    }

    private int[] padded(int[] number) {
        return kept(Arrays.copyOf(number, 2 * length));
    }

    private int[] words(SecretBytes part) {
        return words(part.bytes());
    }

    private int[] words(BigInteger publicPart) {
        return words(publicPart.toByteArray());
    }

    private int[] words(byte[] bigEndian) {
        int[] words = number(length + 1);
        for (int i = 0; i < bigEndian.length; i++) {
            int place = bigEndian.length - 1 - i;
            words[place / 4] |= (bigEndian[i] & 255) << (8 * (place % 4));
        }
        return kept(Arrays.copyOf(words, length));
    }

    private int[] number(int words) {
        return kept(new int[words]);
    }

    private int[] kept(int[] number) {
        made.add(number);
        return number;
    }
}
