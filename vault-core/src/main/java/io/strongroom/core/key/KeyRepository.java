package io.strongroom.core.key;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Stores keys and their versions. Every document it returns has matched its seal.
///
/// All methods may throw `VaultException.Integrity` (a row was edited behind the service's back)
/// and a `VaultException` about `SERVICE_UNAVAILABLE` (the store does not answer, or a newer
/// version of Strongroom wrote the document).
public interface KeyRepository {

    /// Finds a key, live, deleted or purged, as the store has it now.
    Optional<Key> key(OpenVault vault, ObjectName name);

    /// Finds a version of a key that is live or deleted.
    ///
    /// @param version null for the current one
    /// @param current true to read the store; false to accept a cached value, whose generation the
    ///   audit trail checks
    Optional<FoundKey> find(
            OpenVault vault, ObjectName name, @Nullable VersionId version, boolean current);

    /// Lists the live keys of a vault in the order of their names, each with its current version.
    Page<KeyVersion> list(OpenVault vault, PageRequest page);

    /// Lists the deleted keys of a vault in the order of their names, each with its current
    /// version.
    Page<FoundKey> listDeleted(OpenVault vault, PageRequest page);

    /// Lists the versions of a live key in the order they were made.
    Page<KeyVersion> versions(OpenVault vault, ObjectName name, PageRequest page);

    /// Some of the deleted keys of all tenants that the service purges by itself, those first that
    /// wait longest.
    ///
    /// @param now a key that is due by the store's clock too is returned
    List<KeyId> due(Instant now, int limit);

    /// Some of the live keys of all tenants, in live vaults, for which the service has something to
    /// do by itself, those first that wait longest.
    ///
    /// @param now a key that is due by the store's clock too is returned
    /// @param skipped how many of them are left out, from the first
    List<KeyId> dueInLifetime(Instant now, int skipped, int limit);

    /// Adds a key with its first version. Applying the change returns false if the name is taken
    /// meanwhile.
    Change add(Key key, KeyVersion first);

    /// Adds a version, which becomes the current one; the key's new generation is the old one plus
    /// one. A purged key is live again with it.
    Change addVersion(Key before, Key after, KeyVersion version);

    /// Adds a key with all of its versions. Applying the change returns false if the name is taken
    /// meanwhile.
    ///
    /// @param purged the purged key that has the name, at a lower generation; null if there is none
    Change restore(@Nullable Key purged, Key key, List<KeyVersion> versions);

    /// Replaces the state of a key: deletes or recovers it. The new generation is the old one plus
    /// one.
    Change replace(Key before, Key after);

    /// Replaces a key by what is left of it, and destroys its versions. Their generations go on.
    Change purge(Key before, Key after);

    /// Replaces the state of a version; the new generation is the old one plus one.
    Change replace(KeyVersion before, KeyVersion after);
}
