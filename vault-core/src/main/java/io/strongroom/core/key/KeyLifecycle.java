package io.strongroom.core.key;

import static io.strongroom.core.identity.VaultCollection.KEYS;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.Vault;

/// Creates, imports, reads, lists, changes, deletes, recovers and purges keys for callers that have
/// the right.
///
/// All methods throw a `VaultException` about `FORBIDDEN_BY_POLICY` if the caller does not.
public final class KeyLifecycle {
    private final KeyRepository repository;
    private final KeyFinder finder;
    private final Keys keys;

    public KeyLifecycle(KeyRepository repository, Keys keys) {
        this.repository = repository;
        this.finder = new KeyFinder(repository);
        this.keys = keys;
    }

    /// Makes a key inside the HSM: a new one, or a new version of an existing one.
    ///
    /// @throws VaultException `BAD_PARAMETER` for attributes that the key cannot have;
    ///   `OBJECT_DELETED` while a deleted key has the name
    public Decided<KeyVersion> create(Visit visit, ObjectName name, NewKeyRequest request) {
        visit.about(KEYS, name, null);
        visit.require(Right.KEYS_CREATE, name);
        Decided.Answer<KeyVersion> created = keys.create(visit.vault(), name, request);
        KeyVersion version = created.value();
        visit.about(KEYS, version.key().name(), version.id());
        return created;
    }

    /// Brings a key of the caller into the HSM: a new one, or a new version of an existing one.
    ///
    /// A key that is wrapped for the HSM needs the right on the exchange key as well.
    ///
    /// @throws io.strongroom.core.VaultException `BAD_PARAMETER` for a key that is malformed or
    ///   contradicts itself, and as [#create]; `KEY_NOT_FOUND`, `KEY_DISABLED`,
    ///   `KEY_NOT_YET_VALID_OR_EXPIRED` and `KEY_OPERATION_FORBIDDEN` about the exchange key
    public Decided<KeyVersion> importKey(Visit visit, ObjectName name, ImportRequest request) {
        visit.about(KEYS, name, null);
        visit.require(Right.KEYS_IMPORT, name);
        Decided.Answer<KeyVersion> imported =
                switch (request) {
                    case ImportKeyRequest clear -> keys.importKey(visit.vault(), name, clear);
                    case TransferKeyRequest wrapped ->
                            keys.importTransferred(
                                    visit.vault(),
                                    name,
                                    wrapped,
                                    finder.requireExchangeKey(visit, wrapped.exchangeKey()));
                };
        KeyVersion version = imported.value();
        visit.about(KEYS, version.key().name(), version.id());
        return imported;
    }

    /// Reads a version.
    ///
    /// @throws VaultException `KEY_NOT_FOUND`
    public Decided<KeyVersion> get(Visit visit, ObjectReference reference) {
        return Decided.answer(finder.require(visit, reference, Right.KEYS_GET).version());
    }

    /// Lists the keys of the vault in the order of their names.
    public Decided<Page<KeyVersion>> list(Visit visit, PageRequest page) {
        visit.require(Right.KEYS_LIST, null);
        return Decided.answer(repository.list(visit.vault(), page));
    }

    /// Lists the versions of a key in the order they were made.
    public Decided<Page<KeyVersion>> versions(Visit visit, ObjectName name, PageRequest page) {
        visit.about(KEYS, name, null);
        visit.require(Right.KEYS_LIST, name);
        return Decided.answer(repository.versions(visit.vault(), name, page));
    }

    /// Changes the attributes of a version.
    ///
    /// @throws VaultException `KEY_NOT_FOUND`; `BAD_PARAMETER` for attributes that the key cannot
    ///   have
    public Decided<KeyVersion> update(
            Visit visit, ObjectReference reference, KeyAttributes.Changes changes) {
        FoundKey found = finder.require(visit, reference, Right.KEYS_UPDATE);
        return keys.update(found, changes);
    }

    /// Deletes a key with all of its versions. Its name stays taken, and it can be recovered, until
    /// it is purged: by a caller, or by the service at the end of the vault's retention.
    ///
    /// @throws VaultException `KEY_NOT_FOUND`
    public Decided<FoundKey> delete(Visit visit, ObjectName name) {
        FoundKey found = finder.require(visit, ObjectReference.current(name), Right.KEYS_DELETE);
        return keys.delete(visit.vault(), found);
    }

    /// Reads a deleted key and its current version.
    ///
    /// @throws VaultException `KEY_NOT_FOUND`
    public Decided<FoundKey> getDeleted(Visit visit, ObjectName name) {
        return Decided.answer(finder.requireDeleted(visit, name, Right.KEYS_GET));
    }

    /// Lists the deleted keys of the vault in the order of their names.
    public Decided<Page<FoundKey>> listDeleted(Visit visit, PageRequest page) {
        visit.require(Right.KEYS_LIST, null);
        return Decided.answer(repository.listDeleted(visit.vault(), page));
    }

    /// Makes a deleted key live again, with all of its versions as they were.
    ///
    /// @throws VaultException `KEY_NOT_FOUND`
    public Decided<KeyVersion> recover(Visit visit, ObjectName name) {
        return keys.recover(finder.requireRecoverable(visit, name)).map(FoundKey::version);
    }

    /// Destroys a deleted key with all of its versions, and frees its name.
    ///
    /// @throws VaultException `KEY_NOT_FOUND`, `PURGE_PROTECTED`
    public Decided<Key> purge(Visit visit, ObjectName name) {
        FoundKey found = finder.requireDeleted(visit, name, Right.KEYS_PURGE);
        requirePurgeable(visit.vault().vault());
        return keys.purge(found.key()).withStatus(204);
    }

    private static void requirePurgeable(Vault vault) {
        if (vault.settings().purgeProtection()) {
            throw new VaultException(
                    Problem.PURGE_PROTECTED,
                    "Operation \"purge\" is not allowed because purge protection is enabled for this vault. Key Vault service will automatically purge it after the retention period has passed.\r\nVault: %s;location=%s"
                            .formatted(vault.name(), vault.location()));
        }
    }
}
