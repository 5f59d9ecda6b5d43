package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.SecretKeyCipher;

/// The lengths that the inputs of AES algorithms must have.
final class AesLengths {
    private AesLengths() {}

    /// Requires a plaintext that the algorithm can encrypt (RFC 3394 §2, RFC 5649 §3).
    ///
    /// @throws VaultException `BAD_PARAMETER`
    static void requirePlaintext(AesEncryption algorithm, int bytes) {
        switch (algorithm.mode()) {
            case GCM, CBC_PAD -> {}
            case CBC -> {
                if (bytes == 0 || bytes % Ciphertext.BLOCK_BYTES != 0) {
                    throw invalid("value", bytes, algorithm, "a multiple of 16, at least 16");
                }
            }
            case KW -> {
                if (bytes < 16 || bytes % 8 != 0 || bytes > SecretKeyCipher.MAX_WRAPPED_BYTES) {
                    throw invalid("value", bytes, algorithm, "a multiple of 8, from 16 to 1024");
                }
            }
            case KWP -> {
                if (bytes < 1 || bytes > SecretKeyCipher.MAX_WRAPPED_BYTES) {
                    throw invalid("value", bytes, algorithm, "1 to 1024");
                }
            }
        }
    }

    /// Requires the initialisation vector that an encryption is given.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    static void requireIv(AesEncryption algorithm, Plaintext plaintext) {
        switch (algorithm.mode()) {
            case CBC, CBC_PAD ->
                    require("iv", plaintext.iv().length, Ciphertext.BLOCK_BYTES, algorithm);
            case GCM, KW, KWP -> {}
        }
    }

    /// Requires the nonce and tag of AES-GCM, or the initialisation vector of CBC.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    static void requireIvAndTag(AesEncryption algorithm, Ciphertext ciphertext) {
        switch (algorithm.mode()) {
            case GCM -> {
                require("iv", ciphertext.iv().length, Ciphertext.IV_BYTES, algorithm);
                require("tag", ciphertext.tag().length, Ciphertext.TAG_BYTES, algorithm);
            }
            case CBC, CBC_PAD ->
                    require("iv", ciphertext.iv().length, Ciphertext.BLOCK_BYTES, algorithm);
            case KW, KWP -> {}
        }
    }

    private static void require(String member, int bytes, int required, AesEncryption algorithm) {
        if (bytes != required) {
            throw invalid(member, bytes, algorithm, Integer.toString(required));
        }
    }

    private static VaultException invalid(
            String member, int bytes, AesEncryption algorithm, String required) {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Invalid length of '%s': %d bytes. Algorithm %s requires %s bytes, encoded with base64url."
                        .formatted(member, bytes, algorithm.jwaName(), required));
    }
}
