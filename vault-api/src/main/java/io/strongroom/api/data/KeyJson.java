package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Protection;
import io.strongroom.core.vault.VaultSettings;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Renders keys in Azure's member order. What is absent is left out, but for `nextLink`.
final class KeyJson {
    private static final int DEFAULT_RETENTION_DAYS = 90;
    private final ApiVersion version;
    private final String address;
    private final VaultSettings settings;

    KeyJson(Call call) {
        this.version = call.version();
        this.address = call.address();
        this.settings = call.vault().vault().settings();
    }

    /// `KeyBundle`.
    byte[] bundle(KeyVersion key) {
        JsonOut out = new JsonOut(2048).object().name("key");
        jsonWebKey(out, key);
        attributes(out, key);
        tags(out, key);
        return out.endObject().finish();
    }

    /// A list of `KeyItem`.
    ///
    /// @param versioned whether each `kid` names the version
    byte[] items(List<KeyVersion> keys, boolean versioned, @Nullable String nextLink) {
        JsonOut out = new JsonOut(8192).object().name("value").array();
        for (KeyVersion key : keys) {
            out.object().name("kid").text(versioned ? kid(key) : unversioned(key));
            attributes(out, key);
            tags(out, key);
            out.endObject();
        }
        out.endArray().name("nextLink");
        return (nextLink == null ? out.none() : out.text(nextLink)).endObject().finish();
    }

    private void jsonWebKey(JsonOut out, KeyVersion key) {
        out.object().name("kid").text(kid(key)).name("kty").text(type(key));
        out.name("key_ops").array();
        for (KeyOperation operation : key.operations()) {
            out.text(operation.wireName());
        }
        out.endArray();
        publicKey(out, key.publicKey());
        out.endObject();
    }

    private static void publicKey(JsonOut out, PublicKeyMaterial key) {
        switch (key) {
            case RsaPublicKey(BigInteger modulus, BigInteger exponent) ->
                    out.name("n")
                            .base64Url(unsigned(modulus))
                            .name("e")
                            .base64Url(unsigned(exponent));
            case EcPublicKey ec ->
                    out.name("crv")
                            .text(ec.curve().jwaName())
                            .name("x")
                            .base64Url(ec.x())
                            .name("y")
                            .base64Url(ec.y());
        }
    }

    private void attributes(JsonOut out, KeyVersion key) {
        KeyAttributes attributes = key.attributes();
        out.name("attributes").object().name("enabled").flag(attributes.enabled());
        time(out, "nbf", attributes.notBefore());
        time(out, "exp", attributes.expires());
        time(out, "created", attributes.created());
        time(out, "updated", attributes.updated());
        out.name("recoveryLevel").text(recoveryLevel());
        if (version.showsRecoverableDays()) {
            out.name("recoverableDays").number(settings.softDeleteRetentionDays());
        }
        if (version.showsExportable()) {
            out.name("exportable").flag(false);
        }
        if (version.showsHsmPlatform() && key.protection() == Protection.SOFTWARE) {
            out.name("hsmPlatform").text("0");
        }
        out.endObject();
    }

    private static void tags(JsonOut out, KeyVersion key) {
        if (key.tags().isEmpty()) {
            return;
        }
        out.name("tags").object();
        new TreeMap<>(key.tags()).forEach((name, value) -> out.name(name).text(value));
        out.endObject();
    }

    private static void time(JsonOut out, String name, @Nullable Instant time) {
        if (time != null) {
            out.name(name).number(time.getEpochSecond());
        }
    }

    private String recoveryLevel() {
        String level =
                settings.softDeleteRetentionDays() < DEFAULT_RETENTION_DAYS
                        ? "CustomizedRecoverable"
                        : "Recoverable";
        return settings.purgeProtection() ? level : level + "+Purgeable";
    }

    private String kid(KeyVersion key) {
        return Addresses.key(address, key.key().name(), key.id());
    }

    private String unversioned(KeyVersion key) {
        return Addresses.key(address, key.key().name());
    }

    private static String type(KeyVersion key) {
        String family =
                switch (key.publicKey()) {
                    case RsaPublicKey _ -> "RSA";
                    case EcPublicKey _ -> "EC";
                };
        return key.protection() == Protection.HSM ? family + "-HSM" : family;
    }

    /// Big endian without a sign byte.
    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
