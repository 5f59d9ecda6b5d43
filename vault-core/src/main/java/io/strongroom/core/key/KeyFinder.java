package io.strongroom.core.key;

import static io.strongroom.core.identity.VaultCollection.KEYS;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.permission.Right;
import io.strongroom.core.recovery.Presence;
import java.util.Optional;

/// Finds keys for callers that have the right, and notes what was relied on.
final class KeyFinder {
    private final KeyRepository keys;

    KeyFinder(KeyRepository keys) {
        this.keys = keys;
    }

    /// Requires the right, then finds the version. The record has the requested name and version
    /// even if the request is refused or the key does not exist.
    ///
    /// @throws VaultException `FORBIDDEN_BY_POLICY`, `KEY_NOT_FOUND`
    FoundKey require(Visit visit, ObjectReference reference, Right right) {
        FoundKey found = find(visit, reference, right).orElseThrow(() -> notFound(reference));
        if (!found.key().isLive()) {
            throw notFound(reference);
        }
        return found;
    }

    /// Requires the right, then finds a deleted key with its current version.
    ///
    /// @throws VaultException as [#require]
    FoundKey requireDeleted(Visit visit, ObjectName name, Right right) {
        return deleted(visit, name, right).orElseThrow(() -> deletedNotFound(name));
    }

    /// The same for a recovery, which Azure refuses in the words for keys that are not deleted.
    ///
    /// @throws VaultException as [#require]
    FoundKey requireRecoverable(Visit visit, ObjectName name) {
        return deleted(visit, name, Right.KEYS_RECOVER)
                .orElseThrow(() -> notFound(ObjectReference.current(name)));
    }

    private Optional<FoundKey> deleted(Visit visit, ObjectName name, Right right) {
        return find(visit, ObjectReference.current(name), right)
                .filter(found -> found.key().presence() instanceof Presence.Deleted);
    }

    /// Requires the right to import with a key, then finds it. The record stays about the key that
    /// is imported, and has this one as a detail.
    ///
    /// @throws VaultException as [#require]
    KeyVersion requireExchangeKey(Visit visit, ObjectReference reference) {
        visit.evidence().detail("exchangeKey", reference.toString());
        visit.require(Right.KEYS_IMPORT, reference.name());
        return found(visit, reference, version(reference))
                .filter(key -> key.key().isLive())
                .orElseThrow(() -> notFound(reference))
                .version();
    }

    private Optional<FoundKey> find(Visit visit, ObjectReference reference, Right right) {
        Optional<VersionId> version = version(reference);
        visit.about(KEYS, reference.name(), version.orElse(null));
        visit.require(right, reference.name());
        Optional<FoundKey> found = found(visit, reference, version);
        found.ifPresent(key -> visit.about(KEYS, key.key().id().name(), key.version().id()));
        return found;
    }

    private Optional<FoundKey> found(
            Visit visit, ObjectReference reference, Optional<VersionId> version) {
        if (reference.version() != null && version.isEmpty()) {
            return Optional.empty();
        }
        Optional<FoundKey> found =
                keys.find(
                        visit.vault(),
                        reference.name(),
                        version.orElse(null),
                        visit.evidence().current());
        found.ifPresent(key -> rely(visit, key));
        return found;
    }

    private static Optional<VersionId> version(ObjectReference reference) {
        return Optional.ofNullable(reference.version()).flatMap(VersionId::parse);
    }

    private static void rely(Visit visit, FoundKey found) {
        // the key as well when a version is named: what happens to a key happens to its versions
        visit.evidence().rely(found.version().guard());
        visit.evidence().rely(found.key().guard());
    }

    static VaultException deletedNotFound(ObjectName name) {
        return new VaultException(Problem.KEY_NOT_FOUND, "Deleted Key not found: " + name);
    }

    private static VaultException notFound(ObjectReference reference) {
        return new VaultException(
                Problem.KEY_NOT_FOUND,
                "A key with (name/id) %s was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182"
                        .formatted(reference));
    }
}
