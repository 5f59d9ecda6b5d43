package io.strongroom.api.data;

import io.strongroom.api.http.Base64Url;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.SecretBytes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// Members of a body that is read token by token, because it may hold secrets.
final class WireBytes {
    private WireBytes() {}

    /// Reads bytes that may be secret. They never become a `String`; the parser's copy is wiped at
    /// once, the bytes with the exchange.
    ///
    /// @return null if the member is null
    /// @throws VaultException `BAD_PARAMETER` if it is not base64url
    static @Nullable SecretBytes read(
            Exchange exchange, String name, @Nullable JsonToken token, JsonParser parser) {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        requireString(name, token);
        char[] text = parser.getStringCharacters();
        int offset = parser.getStringOffset();
        int length = parser.getStringLength();
        byte[] bytes = Base64Url.decode(text, offset, length);
        Arrays.fill(text, offset, offset + length, '\0');
        if (bytes == null) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "Property '" + name + "' is not base64url.");
        }
        return SecretBytes.of(exchange.wiped(bytes));
    }

    /// Reads a text that is not secret.
    ///
    /// @return null if the member is null
    static @Nullable String text(String name, @Nullable JsonToken token, JsonParser parser) {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        requireString(name, token);
        return parser.getString();
    }

    private static void requireString(String name, @Nullable JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "Property '" + name + "' must be a string.");
        }
    }
}
