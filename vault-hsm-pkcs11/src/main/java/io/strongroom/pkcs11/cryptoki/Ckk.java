package io.strongroom.pkcs11.cryptoki;

/// Key types that are used (PKCS#11 v3.0, `pkcs11t.h`).
public final class Ckk {
    public static final long RSA = 0x0;
    public static final long EC = 0x3;
    public static final long GENERIC_SECRET = 0x10;
    public static final long AES = 0x1f;

    private Ckk() {}
}
