package io.strongroom.pkcs11.key;

import java.util.Arrays;

/// The block that raw RSA makes.
final class Padded {
    private Padded() {}

    /// The same number at its full length: some tokens leave leading zeros out. Wipes the original.
    static byte[] left(byte[] number, int length) {
        byte[] block = new byte[length];
        System.arraycopy(number, 0, block, length - number.length, number.length);
        Arrays.fill(number, (byte) 0);
        return block;
    }
}
