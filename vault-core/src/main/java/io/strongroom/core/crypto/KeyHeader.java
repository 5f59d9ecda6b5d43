package io.strongroom.core.crypto;

import static java.util.stream.Collectors.toSet;

import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

/// What a wrapped key is bound to. Its bytes are the additional authenticated data of the blob, so
/// a blob opens only in the tenant, vault, name and version it was made for, and only as what it
/// was made as.
///
/// @param key tenant, vault and name
/// @param version the version
/// @param spec family and size
/// @param purposes what the key can ever be unwrapped for
/// @param created to the second
/// @param pool the HSM pool that the key lives in
/// @param rootVersion version of the root key that wraps the inner blob
/// @param subject names the version in guards: its id, or another one for a version that a backup
///   brought, because the version that was backed up may still be there
public record KeyHeader(
        KeyId key,
        VersionId version,
        KeySpec spec,
        Set<KeyPurpose> purposes,
        Instant created,
        PoolName pool,
        int rootVersion,
        UUID subject) {
    private static final String FORMAT = "key-header";
    private static final int EXCHANGE_KEYS = 3;
    private static final int RESTORED = 4;
    private static final int RELEASABLE = 5;

    /// The one purpose of an exchange key.
    public static final Set<KeyPurpose> EXCHANGE = Set.of(KeyPurpose.IMPORT);

    public KeyHeader {
        purposes = Set.copyOf(purposes);
        if (purposes.contains(KeyPurpose.IMPORT) && purposes.size() > 1) {
            throw new IllegalArgumentException("an exchange key with another purpose");
        }
    }

    /// The header of a version that is made here.
    public KeyHeader(
            KeyId key,
            VersionId version,
            KeySpec spec,
            Set<KeyPurpose> purposes,
            Instant created,
            PoolName pool,
            int rootVersion) {
        this(key, version, spec, purposes, created, pool, rootVersion, version.value());
    }

    /// The header of the same version, restored in another place.
    public KeyHeader restored(KeyId to, UUID newSubject) {
        return new KeyHeader(to, version, spec, purposes, created, pool, rootVersion, newSubject);
    }

    private boolean isRestored() {
        return !subject.equals(version.value());
    }

    /// The purposes that a key of this specification can serve, unless it is made to be released.
    public static Set<KeyPurpose> purposesOf(KeySpec spec) {
        return switch (spec) {
            case Rsa _, Oct _ -> EnumSet.of(KeyPurpose.SIGN, KeyPurpose.DECRYPT);
            case Ec _ -> EnumSet.of(KeyPurpose.SIGN);
        };
    }

    /// The purposes of a key that is made to be released, which serves all others as well.
    public static Set<KeyPurpose> purposesOfExportable(KeySpec spec) {
        Set<KeyPurpose> purposes = EnumSet.copyOf(purposesOf(spec));
        purposes.add(KeyPurpose.RELEASE);
        return purposes;
    }

    /// Whether the key was made to be released.
    public boolean exportable() {
        return purposes.contains(KeyPurpose.RELEASE);
    }

    /// The header in its one encoding.
    public byte[] encoded() {
        CanonicalBytes bytes =
                new CanonicalBytes(FORMAT + "/" + formatVersion())
                        .id(key.vault().tenant().value())
                        .id(key.vault().value())
                        .text(key.name().canonical())
                        .id(version.value());
        switch (spec) {
            case Rsa(int bits) -> bytes.text("RSA").number(bits);
            case Ec(Curve curve) -> bytes.text("EC").text(curve.jwaName());
            case Oct(int bits) -> bytes.text("oct").number(bits);
        }
        bytes.texts(purposes.stream().sorted().map(Enum::name).toList())
                .seconds(created)
                .text(pool.value())
                .number(rootVersion);
        return (formatVersion() >= RESTORED ? bytes.id(subject) : bytes).toBytes();
    }

    /// Reads an encoded header.
    ///
    /// @param name the name as it was created; the header has it in lower case
    /// @throws IllegalArgumentException if the bytes are not a header of a key of this name
    public static KeyHeader decode(byte[] encoded, ObjectName name) {
        CanonicalReader header = CanonicalReader.of(encoded, FORMAT, RELEASABLE);
        VaultId vault = new VaultId(new TenantId(header.id()), header.id());
        if (!header.text().equals(name.canonical())) {
            throw new IllegalArgumentException("a header of another key");
        }
        KeyId key = new KeyId(vault, name);
        VersionId version = new VersionId(header.id());
        KeyHeader read =
                new KeyHeader(
                        key,
                        version,
                        spec(header),
                        header.texts().stream().map(KeyPurpose::valueOf).collect(toSet()),
                        header.seconds(),
                        new PoolName(header.text()),
                        header.smallNumber(),
                        header.version() >= RESTORED ? header.id() : version.value());
        header.requireEnd();
        return read;
    }

    /// Whether the key is an exchange key: it unwraps keys of callers inside the HSM.
    public boolean isExchangeKey() {
        return purposes.contains(KeyPurpose.IMPORT);
    }

    /// Version 2 brought secret keys, version 3 exchange keys, version 4 restored versions, version
    /// 5 keys that can be released. What an earlier version can say stays as it is, because blobs
    /// are bound to it.
    private int formatVersion() {
        if (exportable()) {
            return RELEASABLE;
        }
        if (isRestored()) {
            return RESTORED;
        }
        if (isExchangeKey()) {
            return EXCHANGE_KEYS;
        }
        return switch (spec) {
            case Rsa _, Ec _ -> 1;
            case Oct _ -> 2;
        };
    }

    private static KeySpec spec(CanonicalReader header) {
        String family = header.text();
        return switch (family) {
            case "RSA" -> new Rsa(header.smallNumber());
            case "EC" -> new Ec(Curve.require(header.text()));
            case "oct" -> new Oct(header.smallNumber());
            default -> throw new IllegalArgumentException("a key of family " + family);
        };
    }
}
