package io.strongroom.pkcs11.cryptoki;

/// A return value other than `CKR_OK`. For the log and for recovery, never for a caller of the
/// service. It has no stack trace, because every invalid ciphertext causes one.
public final class CryptokiException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final ReturnValue returnValue;

    /// @param function such as `C_Sign`
    /// @param code the return value
    public CryptokiException(String function, long code) {
        super(describe(function, code), null, false, false);
        this.returnValue = ReturnValue.of(code);
    }

    public CryptokiException(String function, ReturnValue answer) {
        this(function, answer.code());
    }

    public ReturnValue returnValue() {
        return returnValue;
    }

    public ErrorKind kind() {
        return returnValue.kind();
    }

    private static String describe(String function, long code) {
        ReturnValue known = ReturnValue.of(code);
        return known == ReturnValue.OTHER
                ? "%s: 0x%x".formatted(function, code)
                : "%s: CKR_%s".formatted(function, known);
    }
}
