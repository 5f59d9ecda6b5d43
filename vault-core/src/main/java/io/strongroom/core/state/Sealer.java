package io.strongroom.core.state;

import java.util.List;

/// Seals documents: one that was edited behind the service's back no longer matches its seal. The
/// keys live in the HSM.
///
/// Both methods take many documents at once, because a turn of the HSM costs more than a seal. They
/// may throw `VaultException.Busy` and a `VaultException` about `SERVICE_UNAVAILABLE`.
public interface Sealer {

    /// Seals documents with the newest key.
    ///
    /// @return a seal for each document, in their order
    List<Seal> seal(List<byte[]> documents);

    /// Compares documents with their seals.
    ///
    /// @return for each document, in their order, whether the seal was made from it; false if the
    ///   HSM does not have the seal's key
    List<Boolean> matches(List<SealedDocument> documents);

    /// Seals one document.
    default Seal seal(byte[] document) {
        return seal(List.of(document)).getFirst();
    }
}
