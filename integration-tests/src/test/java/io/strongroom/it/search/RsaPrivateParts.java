package io.strongroom.it.search;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Finds `p`, `q` and `d` of an RSA key at any offset.
///
/// A window of half the modulus' length is a prime when it divides the modulus. A window of the
/// whole length may be `d` when `e·d / n` is nearly a whole number: `e·d = 1 + k·φ(n)/g` with small
/// `g`, and `φ(n)` agrees with `n` in its upper half. What passes is tried: `(m^e)^d = m`.
public final class RsaPrivateParts implements PrivateParts {
    private static final int LARGEST_G = 4096; // one key in 2,000 has a larger one
    private static final int TOP_OF_PRIME = 0xB5; // p ≥ √½ · 2^k, or p·q would be a bit short
    private final BigInteger modulus;
    private final BigInteger exponent;
    private final int length;
    private final int half;
    private final long inverse;
    private final Set<String> found = ConcurrentHashMap.newKeySet();

    public RsaPrivateParts(BigInteger modulus, BigInteger exponent) {
        this.modulus = modulus;
        this.exponent = exponent;
        this.length = modulus.bitLength() / 8;
        this.half = length / 2;
        BigInteger top = modulus.shiftRight(modulus.bitLength() - 64);
        this.inverse = BigInteger.ONE.shiftLeft(127).divide(top.add(BigInteger.ONE)).longValue();
    }

    @Override
    public Set<String> found() {
        return found;
    }

    @Override
    public void look(Sample sample) {
        for (int i = 0; i + half <= sample.length(); i++) {
            if (sample.isRandom(i) && sample.isRandom(i + half - 16)) {
                lookForPrime(sample.bytes(), i);
            }
        }
        for (int i = 0; i + length <= sample.length(); i++) {
            if (sample.isRandom(i)
                    && sample.isRandom(i + half)
                    && sample.isRandom(i + length - 16)) {
                lookForExponent(sample.bytes(), i);
            }
        }
    }

    private void lookForPrime(byte[] bytes, int at) {
        int first = bytes[at] & 255;
        int last = bytes[at + half - 1] & 255;
        if (first >= TOP_OF_PRIME && (last & 1) == 1) {
            tryPrime(new BigInteger(1, bytes, at, half));
        }
        if (last >= TOP_OF_PRIME && (first & 1) == 1) {
            tryPrime(reversed(bytes, at, half));
        }
    }

    private void tryPrime(BigInteger candidate) {
        if (modulus.mod(candidate).signum() == 0) {
            BigInteger other = modulus.divide(candidate);
            found.add(candidate.compareTo(other) > 0 ? "p" : "q");
        }
    }

    private void lookForExponent(byte[] bytes, int at) {
        if (isNearMultiple(bigEndian(bytes, at))) {
            tryExponent(new BigInteger(1, bytes, at, length));
        }
        if (isNearMultiple(littleEndian(bytes, at + length - 8))) {
            tryExponent(reversed(bytes, at, length));
        }
    }

    /// Whether `e · window / n` is near a multiple of `1 / g`, seen from the upper 64 bits. The
    /// fraction has 62 bits, of which the lowest 18 are inexact. A multiple so near is one of the
    /// convergents of its continued fraction (Legendre), and those are tried: `left` is how far the
    /// multiple by `g` is from a whole number.
    private boolean isNearMultiple(long top) {
        long fraction = exponent.longValue() * (Math.unsignedMultiplyHigh(top, inverse) << 1);
        long before = 1L << 62;
        long left = fraction >>> 2;
        long previous = 0;
        long g = 1;
        while (left >= g << 22) {
            long times = before / left;
            if (times > LARGEST_G) {
                return false;
            }
            long next = times * g + previous;
            if (next > LARGEST_G) {
                return false;
            }
            long rest = before % left;
            before = left;
            left = rest;
            previous = g;
            g = next;
        }
        return true;
    }

    private void tryExponent(BigInteger candidate) {
        if (candidate.signum() > 0
                && BigInteger.TWO
                        .modPow(exponent, modulus)
                        .modPow(candidate, modulus)
                        .equals(BigInteger.TWO)) {
            found.add("d");
        }
    }

    private static long bigEndian(byte[] bytes, int at) {
        long value = 0;
        for (int i = 0; i < 8; i++) {
            value = value << 8 | (bytes[at + i] & 255);
        }
        return value;
    }

    private static long littleEndian(byte[] bytes, int at) {
        return Long.reverseBytes(bigEndian(bytes, at));
    }

    private static BigInteger reversed(byte[] bytes, int at, int count) {
        return new BigInteger(1, Bytes.reversed(Arrays.copyOfRange(bytes, at, at + count), 1));
    }
}
