package io.strongroom.core.key;

import static io.strongroom.core.identity.VaultCollection.KEYS;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.access.Visit;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;

/// Creates, imports, reads, lists and changes keys for callers that have the right.
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
    /// @throws io.strongroom.core.VaultException `BAD_PARAMETER` for attributes that the key cannot
    ///   have
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
    /// @throws io.strongroom.core.VaultException `BAD_PARAMETER` for a key that is malformed or
    ///   contradicts itself, and as [#create]
    public Decided<KeyVersion> importKey(Visit visit, ObjectName name, ImportKeyRequest request) {
        visit.about(KEYS, name, null);
        visit.require(Right.KEYS_IMPORT, name);
        Decided.Answer<KeyVersion> imported = keys.importKey(visit.vault(), name, request);
        KeyVersion version = imported.value();
        visit.about(KEYS, version.key().name(), version.id());
        return imported;
    }

    /// Reads a version.
    ///
    /// @throws io.strongroom.core.VaultException `KEY_NOT_FOUND`
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
    /// @throws io.strongroom.core.VaultException `KEY_NOT_FOUND`; `BAD_PARAMETER` for attributes
    ///   that the key cannot have
    public Decided<KeyVersion> update(
            Visit visit, ObjectReference reference, KeyAttributes.Changes changes) {
        FoundKey found = finder.require(visit, reference, Right.KEYS_UPDATE);
        return keys.update(found.version(), changes);
    }
}
