package io.strongroom.pkcs11.cryptoki;

/// Object classes that are used (PKCS#11 v3.0, `pkcs11t.h`).
public final class Cko {
    public static final long PUBLIC_KEY = 2;
    public static final long PRIVATE_KEY = 3;
    public static final long SECRET_KEY = 4;

    private Cko() {}
}
