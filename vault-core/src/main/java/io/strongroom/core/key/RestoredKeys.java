package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.backup.Backups;
import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Puts keys that were backed up into a vault: the rules and the rows, without the check of the
/// caller's rights.
public final class RestoredKeys {
    private final KeyRepository repository;
    private final BackupCipher cipher;
    private final PoolName pool;
    private final Supplier<UUID> ids;

    /// @param pool the HSM pool of the vaults
    /// @param ids random identifiers of 128 bits
    public RestoredKeys(
            KeyRepository repository, BackupCipher cipher, PoolName pool, Supplier<UUID> ids) {
        this.repository = repository;
        this.cipher = cipher;
        this.pool = pool;
        this.ids = ids;
    }

    /// Puts a key into a vault.
    ///
    /// @throws VaultException `CONFLICT`, `OBJECT_DELETED`, `MALFORMED_BACKUP`
    Decided.Answer<KeyVersion> in(OpenVault vault, KeyBackupContent content) {
        KeyId id = new KeyId(vault.vault().id(), content.key().id().name());
        Key purged = purged(repository.key(vault, id.name()));
        long generation = purged == null ? 0 : purged.generation();
        List<KeyVersion> versions = versions(vault, id, content.versions(), generation);
        Key key =
                content.key()
                        .restored(
                                id,
                                purged == null ? ids.get() : purged.subject(),
                                generation + versions.size());
        Change change = repository.restore(purged, key, versions);
        return Decided.changing(change, current(key, versions));
    }

    /// The purged key that has the name; null if none has it.
    private static @Nullable Key purged(Optional<Key> existing) {
        Key key = existing.orElse(null);
        if (key != null && key.isLive()) {
            throw new VaultException(
                    Problem.CONFLICT,
                    "Key %s already exists in this vault, and a backup does not replace a key."
                            .formatted(key.id().name()));
        }
        existing.ifPresent(Keys::requireNotDeleted);
        return key;
    }

    /// The versions, bound to the vault, numbered from a generation on.
    private List<KeyVersion> versions(
            OpenVault vault, KeyId id, List<KeyVersion> from, long generation) {
        List<WrappedKey> wrapped = from.stream().map(KeyVersion::wrapped).toList();
        if (!wrapped.stream().allMatch(key -> key.header().pool().equals(pool))) {
            throw Backups.undecryptable();
        }
        TenantKey tenantKey = vault.tenant().key(pool);
        List<KeyHeader> headers =
                wrapped.stream().map(key -> key.header().restored(id, ids.get())).toList();
        List<KeyMaterial> materials =
                cipher.rebind(wrapped, tenantKey, headers).orElseThrow(Backups::undecryptable);
        List<KeyVersion> versions = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            WrappedKey bound = new WrappedKey(headers.get(i), materials.get(i), tenantKey);
            versions.add(from.get(i).restored(bound, generation + 1 + i));
        }
        return versions;
    }

    private static KeyVersion current(Key key, List<KeyVersion> versions) {
        return versions.stream()
                .filter(version -> version.id().equals(key.current()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a key without its current version"));
    }
}
