package io.strongroom.api.byok;

/// A key cannot be packaged. The message is one line: what is wrong and how to mend it.
final class PackagingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PackagingException(String message) {
        super(message);
    }
}
