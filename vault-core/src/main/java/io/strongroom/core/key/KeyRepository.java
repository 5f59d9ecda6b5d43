package io.strongroom.core.key;

import io.strongroom.core.Page;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Keeps keys and their versions. Every row it returns has matched its seal.
///
/// All methods may throw `VaultException.Integrity` (a row was edited behind the service's back)
/// and `VaultException` (the store does not answer).
public interface KeyRepository {

    /// Finds a version of a key.
    ///
    /// @param current true to look into the store, false to be content with a cached value whose
    ///   generation the audit trail checks
    Optional<FoundKey> find(OpenVault vault, ObjectReference reference, boolean current);

    /// Lists the keys of a vault in name order, each with its current version.
    ///
    /// @param limit most keys of a page
    /// @param after `next` of the page before, null for the first page
    Page<KeyVersion> list(OpenVault vault, int limit, @Nullable String after);

    /// Lists the versions of a key in the order they were made.
    ///
    /// @param limit most versions of a page
    /// @param after `next` of the page before, null for the first page
    Page<KeyVersion> versions(OpenVault vault, ObjectName name, int limit, @Nullable String after);

    /// Adds a key with its first version. Applying it answers false when the name is taken
    /// meanwhile.
    Change add(Key key, KeyVersion first);

    /// Adds a version, which becomes the current one; the key's new generation is the old one plus
    /// one.
    Change addVersion(Key before, Key after, KeyVersion version);

    /// Replaces the state of a version; the new generation is the old one plus one.
    Change replace(KeyVersion before, KeyVersion after);
}
