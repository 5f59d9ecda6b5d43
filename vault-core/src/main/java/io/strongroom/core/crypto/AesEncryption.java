package io.strongroom.core.crypto;

import io.strongroom.core.crypto.KeySpec.Oct;
import java.util.Arrays;
import java.util.Optional;

/// An encryption algorithm of AES keys (RFC 7518 §4.4, §5.3; the others are Azure's names, of which
/// those without a size fit keys of any size).
public enum AesEncryption implements EncryptionAlgorithm {
    A128GCM("A128GCM", Mode.GCM, 128),
    A192GCM("A192GCM", Mode.GCM, 192),
    A256GCM("A256GCM", Mode.GCM, 256),
    A128KW("A128KW", Mode.KW, 128),
    A192KW("A192KW", Mode.KW, 192),
    A256KW("A256KW", Mode.KW, 256),
    CKM_AES_KEY_WRAP("CKM_AES_KEY_WRAP", Mode.KW, AesEncryption.ANY),
    CKM_AES_KEY_WRAP_PAD("CKM_AES_KEY_WRAP_PAD", Mode.KWP, AesEncryption.ANY),
    A128CBC("A128CBC", Mode.CBC, 128),
    A192CBC("A192CBC", Mode.CBC, 192),
    A256CBC("A256CBC", Mode.CBC, 256),
    A128CBCPAD("A128CBCPAD", Mode.CBC_PAD, 128),
    A192CBCPAD("A192CBCPAD", Mode.CBC_PAD, 192),
    A256CBCPAD("A256CBCPAD", Mode.CBC_PAD, 256);

    private static final int ANY = 0;

    /// How AES is used.
    public enum Mode {
        /// Authenticated encryption with a nonce of 96 bits and a tag of 128 (NIST SP 800-38D).
        GCM,

        /// AES key wrap (RFC 3394).
        KW,

        /// AES key wrap with padding (RFC 5649).
        KWP,

        /// Cipher block chaining of whole blocks, with the caller's initialisation vector (NIST SP
        /// 800-38A §6.2). Nothing is authenticated.
        CBC,

        /// The same with padding (RFC 5652 §6.3). An attacker who learns whether a padding is valid
        /// can decrypt (Vaudenay 2002).
        CBC_PAD
    }

    private final String jwaName;
    private final Mode mode;
    private final int bits;

    AesEncryption(String jwaName, Mode mode, int bits) {
        this.jwaName = jwaName;
        this.mode = mode;
        this.bits = bits;
    }

    /// The algorithm with this name.
    public static Optional<AesEncryption> named(String name) {
        return Arrays.stream(values()).filter(a -> a.jwaName.equals(name)).findFirst();
    }

    @Override
    public String jwaName() {
        return jwaName;
    }

    public Mode mode() {
        return mode;
    }

    @Override
    public boolean fits(KeySpec spec) {
        return spec instanceof Oct oct && (bits == ANY || bits == oct.bits());
    }

    @Override
    public boolean isLegacy() {
        return switch (mode) {
            case GCM, KW, KWP -> false;
            case CBC, CBC_PAD -> true;
        };
    }
}
