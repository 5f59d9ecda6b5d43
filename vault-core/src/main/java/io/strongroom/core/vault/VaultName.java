package io.strongroom.core.vault;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a vault: 3 to 24 letters, digits and hyphens, starting with a letter, no `--`, not
/// ending in `-`. It is a host name, so it is unique over all tenants and compares without case.
public record VaultName(String value) {
    private static final Pattern SHAPE =
            Pattern.compile("(?!.*--)[a-zA-Z][a-zA-Z0-9-]{1,22}[a-zA-Z0-9]");

    public VaultName {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException("not a vault name");
        }
    }

    /// Reads a name that somebody sent.
    ///
    /// @return empty when the text is no vault name
    public static Optional<VaultName> parse(String text) {
        return SHAPE.matcher(text).matches() ? Optional.of(new VaultName(text)) : Optional.empty();
    }

    /// The name as it is compared: lower case.
    public String canonical() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof VaultName name && canonical().equals(name.canonical());
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
