package io.strongroom.core.key;

import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.core.identity.ObjectReference;

/// A key that a caller wrapped for the HSM, and what it shall be. It is protected by the HSM.
///
/// @param exchangeKey a key of the same vault, in the version that unwraps
/// @param blob as [TransferredKey] says
/// @param attributes what differs from the defaults
public record TransferKeyRequest(
        ObjectReference exchangeKey,
        TransferredKey.Family family,
        byte[] blob,
        KeyAttributes.Changes attributes)
        implements ImportRequest {
    public TransferKeyRequest {
        blob = blob.clone();
    }

    @Override
    public byte[] blob() {
        return blob.clone();
    }
}
