package io.strongroom.core.crypto;

import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;

/// What a wrapped key is bound to. Its bytes are the additional authenticated data of the blob, so
/// a blob opens only in the tenant, vault, name and version it was made for, and only as what it
/// was made as.
///
/// @param key tenant, vault and name
/// @param version the version
/// @param spec family and size
/// @param purposes what the key can ever be unwrapped for
/// @param created to the second
/// @param rootVersion version of the root key that wraps the inner blob
public record KeyHeader(
        KeyId key,
        VersionId version,
        KeySpec spec,
        Set<KeyPurpose> purposes,
        Instant created,
        int rootVersion) {

    public KeyHeader {
        purposes = Set.copyOf(purposes);
    }

    /// The purposes that a key of this specification can serve.
    public static Set<KeyPurpose> purposesOf(KeySpec spec) {
        return switch (spec) {
            case Rsa _ -> EnumSet.of(KeyPurpose.SIGN, KeyPurpose.DECRYPT);
            case Ec _ -> EnumSet.of(KeyPurpose.SIGN);
        };
    }

    /// The header in its one encoding.
    public byte[] encoded() {
        CanonicalBytes bytes =
                new CanonicalBytes("key-header/1")
                        .id(key.vault().tenant().value())
                        .id(key.vault().value())
                        .text(key.name().canonical())
                        .id(version.value());
        switch (spec) {
            case Rsa(int bits) -> bytes.text("RSA").number(bits);
            case Ec(Curve curve) -> bytes.text("EC").text(curve.jwaName());
        }
        return bytes.texts(purposes.stream().sorted().map(Enum::name).toList())
                .seconds(created)
                .number(rootVersion)
                .toBytes();
    }
}
