package io.strongroom.core.key;

import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;

/// How a key is stored.
public final class KeyDocument implements Kind<Key> {

    @Override
    public String name() {
        return "key";
    }

    @Override
    public int version() {
        return 1;
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
                .id(value.current().value())
                .number(value.generation());
    }

    @Override
    public Key read(CanonicalReader document) {
        VaultId vault = new VaultId(new TenantId(document.id()), document.id());
        return new Key(
                new KeyId(vault, new ObjectName(document.text())),
                document.id(),
                new VersionId(document.id()),
                document.number());
    }
}
