package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Protection;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.vault.VaultSettings;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Renders keys in Azure's member order. Absent members are left out, except `nextLink`.
final class KeyJson {
    private final ApiVersion version;
    private final String address;
    private final VaultSettings settings;
    private final HsmPlatform platform;

    KeyJson(Call call) {
        this.version = call.version();
        this.address = call.address();
        this.settings = call.visit().vault().vault().settings();
        this.platform = call.platform();
    }

    /// `KeyBundle`.
    byte[] bundle(KeyVersion key) {
        JsonOut out = new JsonOut(2048).object().name("key");
        jsonWebKey(out, key);
        KeyAttributesJson.write(out, key, version, settings, platform);
        tags(out, key);
        releasePolicy(out, key);
        return out.endObject().finish();
    }

    /// A `KeyBundle` with the wrapped private part beside the public one.
    void released(JsonOut out, KeyVersion key, byte[] wrapped) {
        out.object().name("key");
        jsonWebKey(out, key, wrapped);
        KeyAttributesJson.write(out, key, version, settings, platform);
        tags(out, key);
        releasePolicy(out, key);
        out.endObject();
    }

    /// `DeletedKeyBundle`; in a version of the interface without soft delete, `KeyBundle`.
    byte[] deletedBundle(FoundKey found) {
        JsonOut out = new JsonOut(2048).object();
        deletion(out, found.key());
        out.name("key");
        jsonWebKey(out, found.version());
        KeyAttributesJson.write(out, found.version(), version, settings, platform);
        tags(out, found.version());
        releasePolicy(out, found.version());
        return out.endObject().finish();
    }

    /// A list of `DeletedKeyItem`.
    byte[] deletedItems(List<FoundKey> keys, @Nullable String nextLink) {
        JsonOut out = new JsonOut(8192).object().name("value").array();
        for (FoundKey found : keys) {
            out.object();
            deletion(out, found.key());
            out.name("kid").text(unversioned(found.version()));
            KeyAttributesJson.write(out, found.version(), version, settings, platform);
            tags(out, found.version());
            out.endObject();
        }
        return end(out, nextLink);
    }

    private void deletion(JsonOut out, Key key) {
        if (!version.isBefore(ApiVersion.SOFT_DELETE)
                && key.presence() instanceof Presence.Deleted(Instant at, Instant purge)) {
            out.name("recoveryId")
                    .text(Addresses.deletedKey(address, key.id().name()))
                    .name("deletedDate")
                    .number(at.getEpochSecond())
                    .name("scheduledPurgeDate")
                    .number(purge.getEpochSecond());
        }
    }

    /// A list of `KeyItem`.
    ///
    /// @param versioned whether each `kid` names the version
    byte[] items(List<KeyVersion> keys, boolean versioned, @Nullable String nextLink) {
        JsonOut out = new JsonOut(8192).object().name("value").array();
        for (KeyVersion key : keys) {
            out.object().name("kid").text(versioned ? kid(key) : unversioned(key));
            KeyAttributesJson.write(out, key, version, settings, platform);
            tags(out, key);
            out.endObject();
        }
        return end(out, nextLink);
    }

    private static byte[] end(JsonOut out, @Nullable String nextLink) {
        out.endArray().name("nextLink");
        return (nextLink == null ? out.none() : out.text(nextLink)).endObject().finish();
    }

    private void jsonWebKey(JsonOut out, KeyVersion key) {
        jsonWebKey(out, key, null);
    }

    /// @param wrapped the private part, if it is released
    private void jsonWebKey(JsonOut out, KeyVersion key, byte @Nullable [] wrapped) {
        out.object().name("kid").text(kid(key)).name("kty").text(type(key));
        out.name("key_ops").array();
        for (KeyOperation operation : key.attributes().operations()) {
            out.text(operation.wireName());
        }
        out.endArray();
        switch (key.material()) {
            case KeyMaterial.Pair(PublicKeyMaterial publicKey, _) -> publicKey(out, publicKey);
            case KeyMaterial.Secret _ -> {} // nothing of it is public
        }
        if (wrapped != null) {
            out.name("key_hsm").base64Url(wrapped);
        }
        out.endObject();
    }

    private void publicKey(JsonOut out, PublicKeyMaterial key) {
        switch (key) {
            case RsaPublicKey(BigInteger modulus, BigInteger exponent) ->
                    out.name("n")
                            .base64Url(unsigned(modulus))
                            .name("e")
                            .base64Url(unsigned(exponent));
            case EcPublicKey ec ->
                    out.name("crv")
                            .text(Secp256k1Names.name(ec.curve(), version))
                            .name("x")
                            .base64Url(ec.x())
                            .name("y")
                            .base64Url(ec.y());
        }
    }

    private static void tags(JsonOut out, KeyVersion key) {
        if (key.attributes().tags().isEmpty()) {
            return;
        }
        out.name("tags").object();
        new TreeMap<>(key.attributes().tags()).forEach((name, value) -> out.name(name).text(value));
        out.endObject();
    }

    private void releasePolicy(JsonOut out, KeyVersion key) {
        if (version.showsExportable()) {
            ReleasePolicyJson.write(out, key.attributes().releasePolicy());
        }
    }

    private String kid(KeyVersion key) {
        return Addresses.key(address, key.key().name(), key.id());
    }

    private String unversioned(KeyVersion key) {
        return Addresses.key(address, key.key().name());
    }

    private static String type(KeyVersion key) {
        String family =
                switch (key.spec()) {
                    case KeySpec.Rsa _ -> "RSA";
                    case KeySpec.Ec _ -> "EC";
                    case KeySpec.Oct _ -> "oct";
                };
        return key.protection() == Protection.HSM ? family + "-HSM" : family;
    }

    /// Big endian without a sign byte.
    private static byte[] unsigned(BigInteger value) {
        byte[] bytes = value.toByteArray();
        return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
    }
}
