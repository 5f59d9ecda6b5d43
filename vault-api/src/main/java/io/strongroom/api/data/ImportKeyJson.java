package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.key.ImportKeyRequest;
import io.strongroom.core.key.ImportRequest;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.Protection;
import io.strongroom.core.key.TransferKeyRequest;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of an import: `key`, `Hsm`, and the members that [KeyAttributesJson] reads. The key is
/// read token by token: its private parts never become a `String` and are wiped with the exchange.
final class ImportKeyJson {
    private final Call call;
    private final Map<String, @Nullable Object> rest = new LinkedHashMap<>();
    private @Nullable ImportedJwk key;

    private ImportKeyJson(Call call) {
        this.call = call;
    }

    /// @throws VaultException `BAD_PARAMETER` if the body is not such an object, or its key is
    ///   incomplete
    static ImportRequest read(Call call) {
        return JsonBody.parse(call.body(), new ImportKeyJson(call)::read);
    }

    private ImportRequest read(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "key" -> key = key(token, parser);
                case "Hsm", "attributes", "tags", "release_policy" ->
                        rest.put(name, JsonBody.value(parser, token));
                default -> parser.skipChildren();
            }
        }
        return request();
    }

    private @Nullable ImportedJwk key(@Nullable JsonToken token, JsonParser parser) {
        if (token == JsonToken.VALUE_NULL) {
            return null;
        }
        if (token != JsonToken.START_OBJECT) {
            throw invalid("Property 'key' must be an object.");
        }
        return ImportedJwk.read(call, parser);
    }

    private ImportRequest request() {
        if (key == null) {
            throw invalid("Property 'key' is required.");
        }
        if (key.operations() != null) {
            rest.put("key_ops", key.operations());
        }
        JsonObject members = JsonObject.of(rest);
        Boolean hsm = members.flag("Hsm");
        if (Boolean.FALSE.equals(hsm) && key.isHsm()) {
            throw invalid("Property 'Hsm' contradicts 'key.kty'.");
        }
        KeyAttributes.Changes attributes = KeyAttributesJson.read(members);
        if (key.isTransferred()) {
            TransferBlobJson blob = TransferBlobJson.read(call, key.transferBlob());
            return new TransferKeyRequest(
                    blob.exchangeKey(), key.family(), blob.ciphertext(), attributes);
        }
        return new ImportKeyRequest(
                key.parsed(),
                key.isHsm() || Boolean.TRUE.equals(hsm) ? Protection.HSM : Protection.SOFTWARE,
                attributes);
    }

    private static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }
}
