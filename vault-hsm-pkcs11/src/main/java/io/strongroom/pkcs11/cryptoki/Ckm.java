package io.strongroom.pkcs11.cryptoki;

/// Mechanism types and mask generation functions that are used (PKCS#11 v3.0, `pkcs11t.h`).
public final class Ckm {
    public static final long RSA_PKCS_KEY_PAIR_GEN = 0x0;
    public static final long RSA_PKCS = 0x1;
    public static final long RSA_X_509 = 0x3;
    public static final long RSA_PKCS_OAEP = 0x9;
    public static final long RSA_PKCS_PSS = 0xd;
    public static final long SHA_1 = 0x220;
    public static final long SHA256 = 0x250;
    public static final long SHA256_HMAC = 0x251;
    public static final long SHA384 = 0x260;
    public static final long SHA384_HMAC = 0x261;
    public static final long SHA512 = 0x270;
    public static final long SHA512_HMAC = 0x271;
    public static final long GENERIC_SECRET_KEY_GEN = 0x350;
    public static final long EC_KEY_PAIR_GEN = 0x1040;
    public static final long ECDSA = 0x1041;
    public static final long RSA_AES_KEY_WRAP = 0x1054;
    public static final long AES_KEY_GEN = 0x1080;
    public static final long AES_ECB = 0x1081;
    public static final long AES_CBC = 0x1082;
    public static final long AES_CBC_PAD = 0x1085;
    public static final long AES_GCM = 0x1087;

    /// RFC 5649 on SoftHSM; on other tokens AES key wrap with PKCS padding.
    public static final long AES_KEY_WRAP_PAD = 0x210a;

    /// RFC 5649.
    public static final long AES_KEY_WRAP_KWP = 0x210b;

    public static final long MGF1_SHA1 = 1;
    public static final long MGF1_SHA256 = 2;
    public static final long MGF1_SHA384 = 3;
    public static final long MGF1_SHA512 = 4;

    private Ckm() {}
}
