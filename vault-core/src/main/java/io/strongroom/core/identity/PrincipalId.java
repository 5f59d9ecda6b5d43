package io.strongroom.core.identity;

import java.util.Locale;

/// Object id of a user, group or service principal (`oid`). Compares without case.
///
/// @param value 1 to 128 characters, lower case
public record PrincipalId(String value) {
    public PrincipalId {
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException("object id of " + value.length() + " characters");
        }
        value = value.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
        return value;
    }
}
