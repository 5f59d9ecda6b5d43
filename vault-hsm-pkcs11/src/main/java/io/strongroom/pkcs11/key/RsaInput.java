package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.util.Arrays;

/// What a token is given for a ciphertext of RSA. One that no encryption can have made, because it
/// is too long, too short or not less than the modulus, is replaced: so the token has the same work
/// with all of them, and the refusal comes at the same time.
///
/// @param bytes as long as the modulus, and less than it
/// @param genuine whether these are the caller's bytes; if not, the result is thrown away
record RsaInput(byte[] bytes, boolean genuine) {

    static RsaInput of(byte[] ciphertext, RsaPublicKey key) {
        int length = key.spec().modulusBytes();
        boolean genuine =
                ciphertext.length == length
                        && new BigInteger(1, ciphertext).compareTo(key.modulus()) < 0;
        return new RsaInput(genuine ? ciphertext.clone() : replacement(length), genuine);
    }

    private static byte[] replacement(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, 1, length, (byte) 0x5a);
        return bytes;
    }
}
