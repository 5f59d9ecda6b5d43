package io.strongroom.pkcs11.key;

import static io.strongroom.core.crypto.Ciphertext.BLOCK_BYTES;

import java.util.Arrays;
import java.util.Optional;

/// The padding of AES-CBC (RFC 5652 §6.3). It is removed in process and not by the token, whose
/// answers to an invalid padding are its own.
final class CbcPadding {
    private CbcPadding() {}

    static byte[] padded(byte[] plaintext) {
        int count = BLOCK_BYTES - plaintext.length % BLOCK_BYTES;
        byte[] padded = Arrays.copyOf(plaintext, plaintext.length + count);
        Arrays.fill(padded, plaintext.length, padded.length, (byte) count);
        return padded;
    }

    /// Takes the padding off and wipes the blocks. Nothing before the single branch at the end
    /// depends on what is wrong (Vaudenay 2002).
    ///
    /// @param blocks one block or more
    /// @return empty if the padding is invalid
    static Optional<byte[]> removed(byte[] blocks) {
        int length = blocks.length;
        int count = blocks[length - 1] & 0xff;
        int bad = ConstantTime.equal(count, 0) | ConstantTime.less(BLOCK_BYTES, count);
        for (int i = 1; i <= BLOCK_BYTES; i++) {
            bad |= ~ConstantTime.less(count, i) & ((blocks[length - i] & 0xff) ^ count);
        }
        try {
            return bad == 0 ? Optional.of(Arrays.copyOf(blocks, length - count)) : Optional.empty();
        } finally {
            Arrays.fill(blocks, (byte) 0);
        }
    }
}
