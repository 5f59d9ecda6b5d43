package io.strongroom.api.data;

import io.strongroom.api.http.Base64Url;
import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VersionId;
import org.jspecify.annotations.Nullable;

/// A transfer blob, the file of Azure's specification of bring your own key: a JSON object with the
/// key exchange key and the wrapped key. Nothing of it is secret.
///
/// @param exchangeKey a version of a key of the vault that was dialled
record TransferBlobJson(ObjectReference exchangeKey, byte[] ciphertext) {
    private static final String SCHEMA = "1.0.0";
    private static final String ALGORITHM = "dir";
    private static final String ENCRYPTION = "CKM_RSA_AES_KEY_WRAP";
    private static final String KEYS = "/keys/";
    private static final int SHOWN = 200;

    /// @throws VaultException `BAD_PARAMETER` if the bytes are no such object, or the key exchange
    ///   key is not one of this vault
    static TransferBlobJson read(Call call, byte[] bytes) {
        JsonObject blob = object(bytes);
        require("schema_version", blob.text("schema_version"), SCHEMA);
        JsonObject header = blob.object("header");
        if (header == null) {
            throw invalid("It has no 'header'.");
        }
        require("header.alg", header.text("alg"), ALGORITHM);
        require("header.enc", header.text("enc"), ENCRYPTION);
        return new TransferBlobJson(exchangeKey(call, header.text("kid")), ciphertext(blob));
    }

    private static JsonObject object(byte[] bytes) {
        try {
            return JsonBody.object(bytes);
        } catch (VaultException e) {
            throw invalid("It is not a valid JSON object.");
        }
    }

    private static void require(String name, @Nullable String value, String required) {
        if (!required.equals(value)) {
            throw invalid("Its '%s' must be '%s'.".formatted(name, required));
        }
    }

    /// The key that a `kid` of this vault names; hosts are compared without case.
    private static ObjectReference exchangeKey(Call call, @Nullable String kid) {
        String prefix = call.address() + KEYS;
        if (kid == null || !kid.regionMatches(true, 0, prefix, 0, prefix.length())) {
            throw foreign(kid);
        }
        String[] parts = kid.substring(prefix.length()).split("/", -1);
        if (parts.length != 2) {
            throw foreign(kid);
        }
        ObjectName name = ObjectName.parse(parts[0]).orElseThrow(() -> foreign(kid));
        VersionId version = VersionId.parse(parts[1]).orElseThrow(() -> foreign(kid));
        return ObjectReference.of(name, version);
    }

    private static byte[] ciphertext(JsonObject blob) {
        String text = blob.text("ciphertext");
        byte[] bytes = text == null ? null : Base64Url.decode(text);
        if (bytes == null) {
            throw invalid("Its 'ciphertext' must be base64url.");
        }
        return bytes;
    }

    private static VaultException foreign(@Nullable String kid) {
        return invalid(
                "Its 'header.kid' must be the id of a version of a key of this vault, and is '%s'."
                        .formatted(Requests.printable(String.valueOf(kid), SHOWN)));
    }

    private static VaultException invalid(String message) {
        return new VaultException(
                Problem.BAD_PARAMETER, "Property 'key.key_hsm' is no transfer blob. " + message);
    }
}
