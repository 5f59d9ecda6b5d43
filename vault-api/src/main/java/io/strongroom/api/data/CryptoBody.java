package io.strongroom.api.data;

import io.strongroom.api.http.Base64Url;
import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.SignatureAlgorithm;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of a request that uses a key. What it holds may be a plaintext: it never becomes a
/// `String` and is wiped when the body is closed.
final class CryptoBody implements AutoCloseable {
    private @Nullable String algorithm;
    private byte @Nullable [] value;
    private byte @Nullable [] digest;
    private @Nullable String inapplicable;

    private CryptoBody() {}

    /// @throws VaultException when the body is no such object
    static CryptoBody parse(byte[] body) {
        CryptoBody result = new CryptoBody();
        try {
            return JsonBody.parse(body, result::read);
        } catch (RuntimeException e) {
            result.close();
            throw e;
        }
    }

    private CryptoBody read(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "alg" -> algorithm = text(name, token, parser);
                case "value" -> value = bytes(name, token, parser);
                case "digest" -> digest = bytes(name, token, parser);
                case "iv", "aad", "tag" -> noteInapplicable(name, token, parser);
                default -> parser.skipChildren();
            }
        }
        return this;
    }

    /// @throws VaultException when there is no algorithm, or none of this name
    SignatureAlgorithm signatureAlgorithm() {
        String name = required("alg", algorithm);
        return SignatureAlgorithm.named(name).orElseThrow(() -> unsupported(name));
    }

    /// @throws VaultException when there is no algorithm, none of this name, or a member that it
    ///   does not have
    EncryptionAlgorithm encryptionAlgorithm() {
        String name = required("alg", algorithm);
        EncryptionAlgorithm found =
                EncryptionAlgorithm.named(name).orElseThrow(() -> unsupported(name));
        if (inapplicable != null) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property '" + inapplicable + "' does not apply to algorithm " + name + ".");
        }
        return found;
    }

    /// @throws VaultException when it is missing
    byte[] value() {
        return required("value", value);
    }

    /// @throws VaultException when it is missing
    byte[] digest() {
        return required("digest", digest);
    }

    @Override
    public void close() {
        if (value != null) {
            Arrays.fill(value, (byte) 0);
        }
    }

    private void noteInapplicable(String name, @Nullable JsonToken token, JsonParser parser) {
        if (token != JsonToken.VALUE_NULL) {
            inapplicable = name;
        }
        parser.skipChildren();
    }

    private static @Nullable String text(
            String name, @Nullable JsonToken token, JsonParser parser) {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        requireString(name, token);
        return parser.getString();
    }

    private static byte @Nullable [] bytes(
            String name, @Nullable JsonToken token, JsonParser parser) {
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
        return bytes;
    }

    private static void requireString(String name, @Nullable JsonToken token) {
        if (token != JsonToken.VALUE_STRING) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "Property '" + name + "' must be a string.");
        }
    }

    private static <T> T required(String name, @Nullable T member) {
        if (member == null) {
            throw new VaultException(Problem.BAD_PARAMETER, "Property '" + name + "' is required.");
        }
        return member;
    }

    private static VaultException unsupported(String algorithm) {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Algorithm '" + Requests.printable(algorithm, 64) + "' is not supported.");
    }
}
