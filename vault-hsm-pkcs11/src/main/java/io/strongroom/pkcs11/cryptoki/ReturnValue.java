package io.strongroom.pkcs11.cryptoki;

import static io.strongroom.pkcs11.cryptoki.ErrorKind.DEVICE_LOST;
import static io.strongroom.pkcs11.cryptoki.ErrorKind.KEY_LOST;
import static io.strongroom.pkcs11.cryptoki.ErrorKind.LOGIN_LOST;
import static io.strongroom.pkcs11.cryptoki.ErrorKind.NO_SESSION;
import static io.strongroom.pkcs11.cryptoki.ErrorKind.PIN;
import static io.strongroom.pkcs11.cryptoki.ErrorKind.REQUEST;
import static io.strongroom.pkcs11.cryptoki.ErrorKind.SESSION_LOST;
import static io.strongroom.pkcs11.cryptoki.ErrorKind.UNCLEAR;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// A return value of a module (`CK_RV`, PKCS#11 v3.0 §5.1) and its meaning.
public enum ReturnValue {
    HOST_MEMORY(0x2, DEVICE_LOST),
    SLOT_ID_INVALID(0x3, DEVICE_LOST),
    GENERAL_ERROR(0x5, UNCLEAR),
    FUNCTION_FAILED(0x6, UNCLEAR),
    ARGUMENTS_BAD(0x7, REQUEST),
    ATTRIBUTE_READ_ONLY(0x10, REQUEST),
    ATTRIBUTE_SENSITIVE(0x11, REQUEST),
    ATTRIBUTE_TYPE_INVALID(0x12, REQUEST),
    ATTRIBUTE_VALUE_INVALID(0x13, REQUEST),
    ACTION_PROHIBITED(0x1b, REQUEST),
    DATA_INVALID(0x20, REQUEST),
    DATA_LEN_RANGE(0x21, REQUEST),
    DEVICE_ERROR(0x30, DEVICE_LOST),
    DEVICE_MEMORY(0x31, DEVICE_LOST),
    DEVICE_REMOVED(0x32, DEVICE_LOST),
    ENCRYPTED_DATA_INVALID(0x40, REQUEST),
    ENCRYPTED_DATA_LEN_RANGE(0x41, REQUEST),
    FUNCTION_NOT_SUPPORTED(0x54, REQUEST),
    KEY_HANDLE_INVALID(0x60, KEY_LOST),
    KEY_SIZE_RANGE(0x62, REQUEST),
    KEY_TYPE_INCONSISTENT(0x63, REQUEST),
    KEY_FUNCTION_NOT_PERMITTED(0x68, REQUEST),
    KEY_NOT_WRAPPABLE(0x69, REQUEST),
    KEY_UNEXTRACTABLE(0x6a, REQUEST),
    MECHANISM_INVALID(0x70, REQUEST),
    MECHANISM_PARAM_INVALID(0x71, REQUEST),
    OBJECT_HANDLE_INVALID(0x82, KEY_LOST),
    OPERATION_ACTIVE(0x90, SESSION_LOST),
    OPERATION_NOT_INITIALIZED(0x91, SESSION_LOST),
    PIN_INCORRECT(0xa0, PIN),
    PIN_INVALID(0xa1, PIN),
    PIN_LEN_RANGE(0xa2, PIN),
    PIN_EXPIRED(0xa3, PIN),
    PIN_LOCKED(0xa4, PIN),
    SESSION_CLOSED(0xb0, SESSION_LOST),
    SESSION_COUNT(0xb1, NO_SESSION),
    SESSION_HANDLE_INVALID(0xb3, SESSION_LOST),
    TEMPLATE_INCOMPLETE(0xd0, REQUEST),
    TEMPLATE_INCONSISTENT(0xd1, REQUEST),
    TOKEN_NOT_PRESENT(0xe0, DEVICE_LOST),
    TOKEN_NOT_RECOGNIZED(0xe1, DEVICE_LOST),
    UNWRAPPING_KEY_HANDLE_INVALID(0xf0, UNCLEAR),
    USER_ALREADY_LOGGED_IN(0x100, REQUEST),
    USER_NOT_LOGGED_IN(0x101, LOGIN_LOST),
    USER_PIN_NOT_INITIALIZED(0x102, PIN),
    USER_ANOTHER_ALREADY_LOGGED_IN(0x104, REQUEST),
    WRAPPED_KEY_INVALID(0x110, REQUEST),
    WRAPPED_KEY_LEN_RANGE(0x112, REQUEST),
    WRAPPING_KEY_HANDLE_INVALID(0x113, DEVICE_LOST),
    DOMAIN_PARAMS_INVALID(0x130, REQUEST),
    CURVE_NOT_SUPPORTED(0x140, REQUEST),
    BUFFER_TOO_SMALL(0x150, SESSION_LOST),
    CRYPTOKI_NOT_INITIALIZED(0x190, DEVICE_LOST),
    CRYPTOKI_ALREADY_INITIALIZED(0x191, REQUEST),

    /// A code that is not in this list.
    OTHER(-1, UNCLEAR);

    /// `CKR_OK`.
    static final long OK = 0;

    private static final Map<Long, ReturnValue> BY_CODE =
            Arrays.stream(values())
                    .collect(Collectors.toUnmodifiableMap(v -> v.code, Function.identity()));

    private final long code;
    private final ErrorKind kind;

    ReturnValue(long code, ErrorKind kind) {
        this.code = code;
        this.kind = kind;
    }

    static ReturnValue of(long code) {
        return BY_CODE.getOrDefault(code, OTHER);
    }

    /// The code in the standard.
    public long code() {
        return code;
    }

    /// What the code means.
    public ErrorKind kind() {
        return kind;
    }
}
