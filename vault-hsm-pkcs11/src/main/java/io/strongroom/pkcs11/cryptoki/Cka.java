package io.strongroom.pkcs11.cryptoki;

/// Attribute types that are used (PKCS#11 v3.0, `pkcs11t.h`).
public final class Cka {
    public static final long CLASS = 0x0;
    public static final long TOKEN = 0x1;
    public static final long PRIVATE = 0x2;
    public static final long LABEL = 0x3;
    public static final long VALUE = 0x11;
    public static final long TRUSTED = 0x86;
    public static final long KEY_TYPE = 0x100;
    public static final long SENSITIVE = 0x103;
    public static final long ENCRYPT = 0x104;
    public static final long DECRYPT = 0x105;
    public static final long WRAP = 0x106;
    public static final long UNWRAP = 0x107;
    public static final long SIGN = 0x108;
    public static final long VERIFY = 0x10a;
    public static final long DERIVE = 0x10c;
    public static final long MODULUS = 0x120;
    public static final long MODULUS_BITS = 0x121;
    public static final long PUBLIC_EXPONENT = 0x122;
    public static final long PRIVATE_EXPONENT = 0x123;
    public static final long PRIME_1 = 0x124;
    public static final long PRIME_2 = 0x125;
    public static final long EXPONENT_1 = 0x126;
    public static final long EXPONENT_2 = 0x127;
    public static final long COEFFICIENT = 0x128;
    public static final long VALUE_LEN = 0x161;
    public static final long EXTRACTABLE = 0x162;
    public static final long MODIFIABLE = 0x170;
    public static final long COPYABLE = 0x171;
    public static final long DESTROYABLE = 0x172;
    public static final long EC_PARAMS = 0x180;
    public static final long EC_POINT = 0x181;
    public static final long WRAP_WITH_TRUSTED = 0x210;
    public static final long WRAP_TEMPLATE = 0x40000211L;
    public static final long UNWRAP_TEMPLATE = 0x40000212L;
    public static final long ALLOWED_MECHANISMS = 0x40000600L;

    /// NSS requires the public point here when it unwraps an elliptic-curve key.
    public static final long NSS_DB = 0xd5a0db00L;

    private Cka() {}

    /// The name in the standard, for messages.
    public static String name(long type) {
        for (var field : Cka.class.getFields()) {
            try {
                if (field.getLong(null) == type) {
                    return "CKA_" + field.getName();
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException(e);
            }
        }
        return "attribute 0x" + Long.toHexString(type);
    }
}
