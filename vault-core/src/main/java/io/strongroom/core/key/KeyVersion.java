package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.state.Guard;
import java.time.Instant;

/// One version of a key.
///
/// @param ordinal counts the versions of the key, from 1, in the order they were made
/// @param generation counts the changes of this version, from 1
public record KeyVersion(
        WrappedKey wrapped,
        Protection protection,
        KeyAttributes attributes,
        long ordinal,
        long generation) {

    public VersionId id() {
        return wrapped.header().version();
    }

    public KeyId key() {
        return wrapped.header().key();
    }

    public KeySpec spec() {
        return wrapped.header().spec();
    }

    /// Whether the key was made to be released. Its blob is bound to that.
    public boolean exportable() {
        return wrapped.header().exportable();
    }

    public KeyMaterial material() {
        return wrapped.material();
    }

    public Guard guard() {
        return new Guard(wrapped.header().subject(), generation);
    }

    /// What decides when the service does something with it by itself.
    Lifetime.Version lifetime() {
        return new Lifetime.Version(
                attributes.created(), attributes.expires(), attributes.enabled());
    }

    /// The next generation of this version, with other attributes.
    public KeyVersion with(KeyAttributes changed) {
        return new KeyVersion(wrapped, protection, changed, ordinal, generation + 1);
    }

    /// This version as a backup brings it.
    ///
    /// @param bound the same key, bound to the place it comes to
    public KeyVersion restored(WrappedKey bound, long newOrdinal) {
        return new KeyVersion(bound, protection, attributes, newOrdinal, 1);
    }

    /// Requires that the version may be used for the operation now: enabled, within its validity,
    /// and made for it.
    ///
    /// @throws VaultException `KEY_DISABLED`, `KEY_NOT_YET_VALID_OR_EXPIRED` or
    ///   `KEY_OPERATION_FORBIDDEN`
    public void requireUsable(KeyOperation operation, Instant now) {
        String name = operation.wireName();
        if (!attributes.enabled()) {
            throw new VaultException(
                    Problem.KEY_DISABLED,
                    "Operation " + name + " is not allowed on a disabled key.");
        }
        if (operation.needsValidity() && !attributes.validAt(now)) {
            throw new VaultException(
                    Problem.KEY_NOT_YET_VALID_OR_EXPIRED,
                    "Operation "
                            + name
                            + " is not allowed on a key that is not yet valid or has expired.");
        }
        if (!attributes.operations().contains(operation)) {
            throw new VaultException(
                    Problem.KEY_OPERATION_FORBIDDEN,
                    "Operation " + name + " is not permitted on this key.");
        }
    }
}
