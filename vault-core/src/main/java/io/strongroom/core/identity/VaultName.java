package io.strongroom.core.identity;

import java.util.Locale;
import java.util.Optional;

/// The name of a vault: 3 to 24 letters, digits and hyphens, starting with a letter, no `--`, not
/// ending in `-`. It is a host name, so it is unique over all tenants and compares without case.
public record VaultName(String value) {
    public VaultName {
        if (!fits(value)) {
            throw new IllegalArgumentException("not a vault name");
        }
    }

    /// Reads a name from a request.
    ///
    /// @return empty if the text is not a valid vault name
    public static Optional<VaultName> parse(String text) {
        return fits(text) ? Optional.of(new VaultName(text)) : Optional.empty();
    }

    /// The name as it is compared: lower case.
    public String canonical() {
        return value.toLowerCase(Locale.ROOT);
    }

    // by hand: every request of the data plane reads one
    private static boolean fits(String text) {
        int length = text.length();
        if (length < 3 || length > 24 || !Ascii.isLetter(text.charAt(0))) {
            return false;
        }
        for (int i = 1; i < length; i++) {
            char c = text.charAt(i);
            boolean hyphen = c == '-' && text.charAt(i - 1) != '-' && i < length - 1;
            if (!Ascii.isLetter(c) && !Ascii.isDigit(c) && !hyphen) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VaultName name && value.equalsIgnoreCase(name.value);
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
