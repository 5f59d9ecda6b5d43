package io.strongroom.core.identity;

import java.util.Locale;
import java.util.regex.Pattern;

/// Id of a user, group or service principal: `oid` of a token, or `sub` if the issuer sends no
/// `oid`.
///
/// An id in the form of a GUID compares without case, as object ids in Azure do. Every other id
/// compares exactly, because `sub` is case-sensitive (OpenID Connect Core 1.0 §2) and an access
/// policy does not say which of the two claims its id is from.
///
/// @param value 1 to 128 characters; lower case if it is a GUID
public record PrincipalId(String value) {
    private static final int GUID_LENGTH = 36;
    private static final Pattern GUID =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    public PrincipalId {
        if (value.isBlank() || value.length() > 128) {
            throw new IllegalArgumentException("principal id of " + value.length() + " characters");
        }
        value = canonical(value);
    }

    /// An id as it compares: in lower case if it is a GUID, else as it is.
    public static String canonical(String id) {
        boolean guid = id.length() == GUID_LENGTH && GUID.matcher(id).matches();
        return guid ? id.toLowerCase(Locale.ROOT) : id;
    }

    @Override
    public String toString() {
        return value;
    }
}
