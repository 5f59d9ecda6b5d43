package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.SecretBytes;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A backup on the wire: `{"value"}`, as base64url.
final class KeyBackupJson {
    private KeyBackupJson() {}

    /// Reads the backup of a request.
    ///
    /// @throws VaultException `BAD_PARAMETER` if the body is not such an object
    static byte[] read(Call call) {
        return JsonBody.parse(call.body(), parser -> value(call, parser)).bytes();
    }

    private static SecretBytes value(Call call, JsonParser parser) {
        SecretBytes value = null;
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            if (name.equals("value")) {
                value = WireBytes.read(call.exchange(), name, token, parser);
            } else {
                parser.skipChildren();
            }
        }
        if (value == null) {
            throw new VaultException(Problem.BAD_PARAMETER, "Property 'value' is required.");
        }
        return value;
    }

    static byte[] write(byte[] backup) {
        return new JsonOut(2 * backup.length + 16)
                .object()
                .name("value")
                .base64Url(backup)
                .endObject()
                .finish();
    }
}
