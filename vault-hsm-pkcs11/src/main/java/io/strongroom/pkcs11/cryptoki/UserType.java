package io.strongroom.pkcs11.cryptoki;

/// Who logs in (`CK_USER_TYPE`).
public enum UserType {
    SECURITY_OFFICER(0),
    USER(1);

    private final long code;

    UserType(long code) {
        this.code = code;
    }

    long code() {
        return code;
    }
}
