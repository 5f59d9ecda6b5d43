package io.strongroom.core.key;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.vault.Tenant;
import java.math.BigInteger;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a key version is stored: all of it, with the wrapped key.
///
/// @param tenantKeys those of the tenant that owns the key: they open what is read
public record KeyVersionDocument(List<TenantKey> tenantKeys) implements Kind<KeyVersion> {
    private static final String PAIR = "pair";
    private static final String SECRET = "secret";
    private static final int RELEASABLE = 3;

    public KeyVersionDocument(Tenant tenant) {
        this(tenant.keys());
    }

    /// How this version is stored.
    public static KeyVersionDocument of(KeyVersion version) {
        return new KeyVersionDocument(List.of(version.wrapped().tenantKey()));
    }

    @Override
    public String name() {
        return "key-version";
    }

    @Override
    public int version() {
        return RELEASABLE;
    }

    /// Version 2 brought secret keys; version 3 keys that can be released, and operations beside
    /// the use of a key.
    @Override
    public int version(KeyVersion value) {
        if (value.exportable() || value.attributes().operations().contains(KeyOperation.EXPORT)) {
            return RELEASABLE;
        }
        return switch (value.material()) {
            case KeyMaterial.Pair _ -> 1;
            case KeyMaterial.Secret _ -> 2;
        };
    }

    @Override
    public Guard guard(KeyVersion value) {
        return value.guard();
    }

    @Override
    public void write(KeyVersion value, CanonicalBytes document) {
        KeyAttributes attributes = value.attributes();
        document.text(value.key().name().value()).bytes(value.wrapped().header().encoded());
        write(value.material(), document);
        document.text(value.protection().name())
                .flag(attributes.enabled())
                .seconds(attributes.notBefore())
                .seconds(attributes.expires())
                .seconds(attributes.created())
                .seconds(attributes.updated())
                .texts(attributes.operations().stream().map(KeyOperation::wireName).toList())
                .texts(attributes.tags())
                .number(value.ordinal())
                .number(value.generation());
        if (version(value) >= RELEASABLE) {
            document.flag(value.exportable());
            write(attributes.releasePolicy(), document);
        }
    }

    @Override
    public KeyVersion read(CanonicalReader document) {
        ObjectName name = new ObjectName(document.text());
        KeyHeader header = KeyHeader.decode(document.bytes(), name);
        KeyVersion read =
                new KeyVersion(
                        new WrappedKey(
                                header,
                                material(document),
                                TenantKey.in(header.pool(), tenantKeys)),
                        Protection.valueOf(document.text()),
                        new KeyAttributes(
                                document.flag(),
                                document.optionalSeconds(),
                                document.optionalSeconds(),
                                document.seconds(),
                                document.seconds(),
                                operations(document.texts()),
                                document.textMap()),
                        document.number(),
                        document.number());
        return document.version() >= RELEASABLE ? releasable(read, document) : read;
    }

    private static KeyVersion releasable(KeyVersion read, CanonicalReader document) {
        if (document.flag() != read.exportable()) {
            throw new IllegalArgumentException("a key that is not what its header says");
        }
        return new KeyVersion(
                read.wrapped(),
                read.protection(),
                read.attributes().with(policy(document)),
                read.ordinal(),
                read.generation());
    }

    private static void write(@Nullable ReleasePolicy policy, CanonicalBytes document) {
        if (policy == null) {
            document.text(null);
            return;
        }
        document.text(policy.contentType()).text(policy.data()).flag(policy.immutable());
    }

    private static @Nullable ReleasePolicy policy(CanonicalReader document) {
        String contentType = document.optionalText();
        return contentType == null
                ? null
                : new ReleasePolicy(contentType, document.text(), document.flag());
    }

    private static void write(KeyMaterial material, CanonicalBytes document) {
        switch (material) {
            case KeyMaterial.Pair(PublicKeyMaterial publicKey, byte[] blob) -> {
                document.text(PAIR);
                write(publicKey, document);
                document.bytes(blob);
            }
            case KeyMaterial.Secret(byte[] blob) -> document.text(SECRET).bytes(blob);
        }
    }

    private static KeyMaterial material(CanonicalReader document) {
        String form = document.text();
        return switch (form) {
            case PAIR -> new KeyMaterial.Pair(publicKey(document), document.bytes());
            case SECRET -> new KeyMaterial.Secret(document.bytes());
            default -> throw new IllegalArgumentException("key material in the form " + form);
        };
    }

    private static void write(PublicKeyMaterial key, CanonicalBytes document) {
        switch (key) {
            case RsaPublicKey(BigInteger modulus, BigInteger exponent) ->
                    document.text("RSA").bytes(modulus.toByteArray()).bytes(exponent.toByteArray());
            case EcPublicKey ec ->
                    document.text("EC").text(ec.curve().jwaName()).bytes(ec.x()).bytes(ec.y());
        }
    }

    private static PublicKeyMaterial publicKey(CanonicalReader document) {
        String family = document.text();
        return switch (family) {
            case "RSA" ->
                    new RsaPublicKey(
                            new BigInteger(document.bytes()), new BigInteger(document.bytes()));
            case "EC" ->
                    new EcPublicKey(
                            Curve.require(document.text()), document.bytes(), document.bytes());
            default -> throw new IllegalArgumentException("a public key of family " + family);
        };
    }

    private static List<KeyOperation> operations(List<String> names) {
        return names.stream().map(KeyVersionDocument::operation).toList();
    }

    private static KeyOperation operation(String name) {
        return KeyOperation.named(name)
                .orElseThrow(() -> new IllegalArgumentException("a key operation named " + name));
    }
}
