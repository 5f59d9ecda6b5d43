package io.strongroom.it.campaign;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Wrong ciphertexts for RSA keys. Those of RSA1_5 are made from known paddings with raw RSA, so it
/// is certain what is wrong with them.
final class WrongRsa {
    private final BigInteger modulus;
    private final BigInteger exponent;
    private final int length;

    /// @param modulus of a key whose modulus has a multiple of 8 bits
    WrongRsa(BigInteger modulus, BigInteger exponent) {
        this.modulus = modulus;
        this.exponent = exponent;
        this.length = modulus.bitLength() / 8;
    }

    /// For RSA1_5.
    List<WrongCiphertext> pkcs1() {
        List<WrongCiphertext> wrong = new ArrayList<>(notOfAnyPadding());
        wrong.add(padded("first byte 1", block -> block[0] = 1));
        wrong.add(padded("block type 0", block -> block[1] = 0));
        wrong.add(padded("block type 1", block -> block[1] = 1));
        wrong.add(padded("block type 3", block -> block[1] = 3));
        wrong.add(padded("block type 255", block -> block[1] = -1));
        wrong.add(padded("no separator", block -> Arrays.fill(block, 2, length, (byte) 7)));
        wrong.add(padded("padding of 0 bytes", block -> block[2] = 0));
        wrong.add(padded("padding of 1 byte", block -> block[3] = 0));
        wrong.add(padded("padding of 7 bytes", block -> block[9] = 0));
        wrong.add(padded("padding of zeros", block -> Arrays.fill(block, 2, 66, (byte) 0)));
        return wrong;
    }

    /// For RSA-OAEP.
    ///
    /// @param good a good ciphertext
    List<WrongCiphertext> oaep(byte[] good) {
        List<WrongCiphertext> wrong = new ArrayList<>(notOfAnyPadding());
        // not the first byte: the number must stay less than the modulus
        for (WrongCiphertext flipped : WrongCiphertext.flipped(Map.of("value", good), "value", 9)) {
            if (WrongCiphertext.member(flipped.members(), "value")[0] == good[0]) {
                wrong.add(flipped);
            }
        }
        wrong.add(padded("padding of RSA1_5", block -> {}));
        return wrong;
    }

    private List<WrongCiphertext> notOfAnyPadding() {
        byte[] ones = new byte[length];
        Arrays.fill(ones, (byte) -1);
        return List.of(
                WrongCiphertext.untimed("number 0", new byte[length]),
                WrongCiphertext.timed("encrypted 1", encrypted(BigInteger.ONE)),
                WrongCiphertext.timed("encrypted 2", encrypted(BigInteger.TWO)),
                WrongCiphertext.timed("the modulus", bytes(modulus)),
                WrongCiphertext.timed("larger than the modulus", ones),
                WrongCiphertext.timed("a byte too short", new byte[length - 1]),
                WrongCiphertext.timed("a byte too long", new byte[length + 1]));
    }

    private WrongCiphertext padded(String kind, Consumer<byte[]> damage) {
        byte[] block = new byte[length];
        Arrays.fill(block, (byte) 0x5a);
        block[0] = 0;
        block[1] = 2;
        block[66] = 0;
        damage.accept(block);
        return WrongCiphertext.timed(kind, encrypted(new BigInteger(1, block)));
    }

    private byte[] encrypted(BigInteger number) {
        return bytes(number.modPow(exponent, modulus));
    }

    private byte[] bytes(BigInteger number) {
        byte[] signed = number.toByteArray();
        int surplus = Math.max(0, signed.length - length);
        byte[] bytes = new byte[length];
        int from = length - (signed.length - surplus);
        System.arraycopy(signed, surplus, bytes, from, length - from);
        return bytes;
    }
}
