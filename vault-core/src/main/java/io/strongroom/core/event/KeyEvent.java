package io.strongroom.core.event;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.vault.OpenVault;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Something that happened to a version of a key.
///
/// @param id the same whenever the same is told again
/// @param time when it happened, to the microsecond
/// @param resourceId of the vault, in the control plane
/// @param notBefore null for no limit
/// @param expires null for no limit
public record KeyEvent(
        UUID id,
        EventType type,
        Instant time,
        KeyId key,
        VersionId version,
        String resourceId,
        VaultName vault,
        @Nullable Instant notBefore,
        @Nullable Instant expires) {
    private static final long VERSION_8 = 0x8000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    /// What happened now to a key of a vault.
    public static KeyEvent of(
            EventType type,
            OpenVault vault,
            KeyId key,
            VersionId version,
            @Nullable Instant notBefore,
            @Nullable Instant expires,
            Instant now) {
        return new KeyEvent(
                id(type, key, version, expires),
                type,
                now.truncatedTo(ChronoUnit.MICROS),
                key,
                version,
                vault.resourceId(),
                vault.vault().name(),
                notBefore,
                expires);
    }

    /// A UUID of the form that is left to applications (RFC 9562 §5.8). A version is made once;
    /// each of its ends may come near, and come, once.
    private static UUID id(
            EventType type, KeyId key, VersionId version, @Nullable Instant expires) {
        byte[] what =
                new CanonicalBytes("event/1")
                        .text(type.wireName())
                        .id(key.vault().tenant().value())
                        .id(version.value())
                        .seconds(type == EventType.KEY_NEW_VERSION_CREATED ? null : expires)
                        .toBytes();
        ByteBuffer hash = ByteBuffer.wrap(Hash.SHA_256.of(what));
        return new UUID((hash.getLong() & ~0xf000L) | VERSION_8, (hash.getLong() >>> 2) | VARIANT);
    }
}
