package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.Hash;
import java.security.DigestException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/// EME-OAEP decoding with an empty label (RFC 8017 §7.1.2, step 3), for [RsaRoute#RAW].
///
/// Nothing before the single branch at the end depends on what is wrong (Manger 2001): the leading
/// byte, the label's hash and the separator are all looked at in every case.
final class OaepDecoding {
    private OaepDecoding() {}

    /// Decodes and wipes an encoded message.
    ///
    /// @param encoded the result of raw RSA; some tokens leave leading zeros out
    /// @param modulusBytes length of the modulus
    /// @return the message; empty if the encoding is invalid
    static Optional<byte[]> decode(byte[] encoded, int modulusBytes, Hash hash) {
        byte[] block = Padded.left(encoded, modulusBytes);
        int hashBytes = hash.bytes();
        byte[] seed = Arrays.copyOfRange(block, 1, 1 + hashBytes);
        byte[] data = Arrays.copyOfRange(block, 1 + hashBytes, modulusBytes);
        try {
            MessageDigest digest = hash.computation();
            mask(seed, data, digest);
            mask(data, seed, digest);
            return message(block[0], data, digest.digest());
        } catch (DigestException e) {
            throw new IllegalStateException(e);
        } finally {
            Arrays.fill(block, (byte) 0);
            Arrays.fill(seed, (byte) 0);
            Arrays.fill(data, (byte) 0);
        }
    }

    private static Optional<byte[]> message(byte leading, byte[] data, byte[] labelHash) {
        int bad = leading;
        for (int i = 0; i < labelHash.length; i++) {
            bad |= data[i] ^ labelHash[i];
        }
        int start = 0;
        int searching = -1; // all ones until the separator was seen
        for (int i = labelHash.length; i < data.length; i++) {
            int isOne = ConstantTime.equal(data[i] & 0xff, 1);
            int isZero = ConstantTime.equal(data[i] & 0xff, 0);
            start |= searching & isOne & (i + 1);
            bad |= searching & ~isOne & ~isZero;
            searching &= ~isOne;
        }
        bad |= searching;
        return bad == 0
                ? Optional.of(Arrays.copyOfRange(data, start, data.length))
                : Optional.empty();
    }

    /// Masks the target with MGF1 of the source (RFC 8017 §B.2.1).
    private static void mask(byte[] target, byte[] source, MessageDigest digest)
            throws DigestException {
        byte[] block = new byte[digest.getDigestLength()];
        int counter = 0;
        for (int at = 0; at < target.length; at += block.length) {
            digest.update(source);
            digest.update(
                    new byte[] {
                        (byte) (counter >>> 24),
                        (byte) (counter >>> 16),
                        (byte) (counter >>> 8),
                        (byte) counter
                    });
            digest.digest(block, 0, block.length);
            counter++;
            for (int i = 0; i < Math.min(block.length, target.length - at); i++) {
                target[at + i] ^= block[i];
            }
        }
        Arrays.fill(block, (byte) 0);
    }
}
