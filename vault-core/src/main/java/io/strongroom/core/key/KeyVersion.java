package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.Guard;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// One version of a key.
///
/// @param operations what it may be used for, in the order given
/// @param tags at most 15
/// @param generation counts the changes of this version, from 1
public record KeyVersion(
        WrappedKey wrapped,
        Protection protection,
        KeyAttributes attributes,
        List<KeyOperation> operations,
        Map<String, String> tags,
        long generation) {

    public KeyVersion {
        operations = List.copyOf(operations);
        tags = Map.copyOf(tags);
    }

    public VersionId id() {
        return wrapped.header().version();
    }

    public KeyId key() {
        return wrapped.header().key();
    }

    public KeySpec spec() {
        return wrapped.header().spec();
    }

    public PublicKeyMaterial publicKey() {
        return wrapped.publicKey();
    }

    public Guard guard() {
        return new Guard(id().value(), generation);
    }

    /// Requires that the version may be used for the operation now: enabled, within its validity,
    /// and made for it.
    ///
    /// @throws VaultException `KeyDisabled`, `KeyNotYetValidOrExpired` or `KeyOperationForbidden`
    public void requireUsable(KeyOperation operation, Instant now) {
        if (!attributes.enabled()) {
            throw new VaultException(
                    Problem.KEY_DISABLED,
                    "Operation " + operation.wireName() + " is not allowed on a disabled key.");
        }
        if (operation.needsValidity() && !attributes.validAt(now)) {
            throw new VaultException(
                    Problem.KEY_NOT_YET_VALID_OR_EXPIRED,
                    "Operation "
                            + operation.wireName()
                            + " is not allowed on a key that is not yet valid or has expired.");
        }
        if (!operations.contains(operation)) {
            throw new VaultException(
                    Problem.KEY_OPERATION_FORBIDDEN,
                    "Operation " + operation.wireName() + " is not permitted on this key.");
        }
    }

    /// The bytes that the version's seal covers: all of it, the public key and the blob included.
    public byte[] canonical() {
        CanonicalBytes bytes =
                new CanonicalBytes("key-version/1").bytes(wrapped.header().encoded());
        switch (publicKey()) {
            case RsaPublicKey(var modulus, var exponent) ->
                    bytes.bytes(modulus.toByteArray()).bytes(exponent.toByteArray());
            case EcPublicKey ec -> bytes.bytes(ec.x()).bytes(ec.y());
        }
        return bytes.bytes(wrapped.blob())
                .text(key().name().value())
                .text(protection.name())
                .flag(attributes.enabled())
                .seconds(attributes.notBefore())
                .seconds(attributes.expires())
                .seconds(attributes.created())
                .seconds(attributes.updated())
                .texts(operations.stream().map(KeyOperation::wireName).toList())
                .texts(tags)
                .number(generation)
                .toBytes();
    }
}
