package io.strongroom.pkcs11.key;

import java.util.Arrays;
import java.util.Optional;

/// EME-PKCS1-v1_5 decoding (RFC 8017 §7.2.2, step 3), for [RsaRoute#RAW].
///
/// Nothing before the single branch at the end depends on what is wrong (Bleichenbacher 1998): both
/// leading bytes and every byte up to the last are looked at in every case.
final class Pkcs1Decoding {
    /// The shortest padding string, after two bytes.
    private static final int FIRST_SEPARATOR = 2 + 8;

    private Pkcs1Decoding() {}

    /// Decodes and wipes an encoded message.
    ///
    /// @param encoded the result of raw RSA; some tokens leave leading zeros out
    /// @param modulusBytes length of the modulus
    /// @return the message; empty if the encoding is invalid
    static Optional<byte[]> decode(byte[] encoded, int modulusBytes) {
        byte[] block = Padded.left(encoded, modulusBytes);
        int bad = block[0] | (block[1] ^ 2);
        int separator = 0;
        int searching = -1; // all ones until the separator was seen
        for (int i = 2; i < modulusBytes; i++) {
            int isZero = ConstantTime.equal(block[i] & 0xff, 0);
            separator |= searching & isZero & i;
            searching &= ~isZero;
        }
        bad |= searching | ConstantTime.less(separator, FIRST_SEPARATOR);
        try {
            return bad == 0
                    ? Optional.of(Arrays.copyOfRange(block, separator + 1, modulusBytes))
                    : Optional.empty();
        } finally {
            Arrays.fill(block, (byte) 0);
        }
    }
}
