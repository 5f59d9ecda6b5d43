package io.strongroom.core.identity;

import java.util.Locale;
import java.util.Optional;

/// The name of a key: 1 to 127 ASCII letters, digits and hyphens. It compares without case and is
/// shown as created.
public record ObjectName(String value) {
    /// Longest name, in characters.
    public static final int MAX_LENGTH = 127;

    public ObjectName {
        if (!fits(value)) {
            throw new IllegalArgumentException("not a key name");
        }
    }

    /// Reads a name from a request.
    ///
    /// @return empty if the text is not a valid key name
    public static Optional<ObjectName> parse(String text) {
        return fits(text) ? Optional.of(new ObjectName(text)) : Optional.empty();
    }

    /// The name as it is compared: lower case.
    public String canonical() {
        return value.toLowerCase(Locale.ROOT);
    }

    private static boolean fits(String text) {
        if (text.isEmpty() || text.length() > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && c != '-') {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ObjectName name && value.equalsIgnoreCase(name.value);
    }

    @Override
    public int hashCode() {
        return canonical().hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
