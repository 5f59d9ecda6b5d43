package io.strongroom.core.key;

import static io.strongroom.core.identity.VaultCollection.KEYS;

import io.strongroom.core.PageRequest;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.backup.Backups;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.util.List;
import java.util.function.Supplier;

/// Backs keys up and restores them, for callers that have the right.
///
/// Both methods throw a `VaultException` about `FORBIDDEN_BY_POLICY` if the caller does not.
public final class KeyBackups {
    /// A key with more versions is not backed up, as in Azure.
    static final int MAX_VERSIONS = 500;

    private static final String KIND = "key";
    private static final String DETAIL = "backup";

    private final KeyRepository repository;
    private final KeyFinder finder;
    private final Backups backups;
    private final RestoredKeys restored;

    public KeyBackups(KeyRepository repository, Backups backups, RestoredKeys restored) {
        this.repository = repository;
        this.finder = new KeyFinder(repository);
        this.backups = backups;
        this.restored = restored;
    }

    /// Backs a live key up with all of its versions.
    ///
    /// @return bytes that only [#restore] reads
    /// @throws VaultException `KEY_NOT_FOUND`; `BAD_PARAMETER` if it has more than 500 versions
    public Decided<byte[]> backup(Visit visit, ObjectName name) {
        Key key = finder.require(visit, ObjectReference.current(name), Right.KEYS_BACKUP).key();
        List<KeyVersion> versions =
                repository
                        .versions(visit.vault(), name, new PageRequest(MAX_VERSIONS + 1, null))
                        .items();
        if (versions.size() > MAX_VERSIONS) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Key %s has more than %d versions and cannot be backed up."
                            .formatted(key.id().name(), MAX_VERSIONS));
        }
        KeyBackupContent content =
                new KeyBackupContent(visit.vault().tenant().keys(), key, versions);
        Backups.Written written =
                backups.write(visit.vault(), KIND, key.id().name().value(), content.parts());
        visit.evidence().detail(DETAIL, written.id().toString());
        return Decided.answer(written.bytes());
    }

    /// Restores a key with all of its versions, under its name and with their ids. The key that was
    /// backed up is not looked for: the two have nothing more to do with each other.
    ///
    /// @param backup is asked for once the caller has the right
    /// @return the current version
    /// @throws VaultException `MALFORMED_BACKUP`; `CONFLICT` if a live key has the name,
    ///   `OBJECT_DELETED` if a deleted one has it
    public Decided<KeyVersion> restore(Visit visit, Supplier<byte[]> backup) {
        visit.require(Right.KEYS_RESTORE, null);
        Backups.Opened opened = backups.open(visit.vault(), KIND, backup.get());
        visit.evidence().detail(DETAIL, opened.header().id().toString());
        KeyBackupContent content = KeyBackupContent.of(opened.header().tenant(), opened.parts());
        visit.about(KEYS, content.key().id().name(), content.key().current());
        return restored.in(visit.vault(), content);
    }
}
