package io.strongroom.core.key;

import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import java.util.Set;

/// How a key is stored.
public final class KeyDocument implements Kind<Key> {
    private static final int DELETED = 2;
    private static final int LIFETIME = 3;
    private static final int BLOCKED = 4;

    @Override
    public String name() {
        return "key";
    }

    /// Version 2 says that a key is deleted or purged; version 3 says that, and has the rotation
    /// policy; version 4 has all of it, and the blocked algorithms.
    @Override
    public int version() {
        return BLOCKED;
    }

    @Override
    public int version(Key value) {
        if (!value.blocked().isEmpty()) {
            return BLOCKED;
        }
        if (!value.lifetime().equals(Lifetime.NONE)) {
            return LIFETIME;
        }
        return value.isLive() ? 1 : DELETED;
    }

    @Override
    public Guard guard(Key value) {
        return value.guard();
    }

    @Override
    public void write(Key value, CanonicalBytes document) {
        VaultId vault = value.id().vault();
        document.id(vault.tenant().value())
                .id(vault.value())
                .text(value.id().name().value())
                .id(value.subject())
                .id(value.current().value());
        int version = version(value);
        if (version >= DELETED) {
            value.presence().write(document);
        }
        if (version >= LIFETIME) {
            value.lifetime().write(document);
        }
        if (version >= BLOCKED) {
            document.texts(value.blocked().stream().sorted().toList());
        }
        document.number(value.generation());
    }

    @Override
    public Key read(CanonicalReader document) {
        VaultId vault = new VaultId(new TenantId(document.id()), document.id());
        return new Key(
                new KeyId(vault, new ObjectName(document.text())),
                document.id(),
                new VersionId(document.id()),
                document.version() >= DELETED ? Presence.read(document) : new Presence.Live(),
                document.version() >= LIFETIME ? Lifetime.read(document) : Lifetime.NONE,
                document.version() >= BLOCKED ? Set.copyOf(document.texts()) : Set.of(),
                document.number());
    }
}
