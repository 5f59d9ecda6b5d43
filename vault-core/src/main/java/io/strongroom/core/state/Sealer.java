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

    /// Derives a key from the first seal key, for work that cannot ask the HSM about each row. It
    /// is the same on every node and after every restart, and is no seal of any document.
    ///
    /// @param purpose what the key is for
    /// @return 32 bytes, which the caller wipes
    byte[] derive(String purpose);

    /// What is authenticated to derive a key. No kind of document has this name.
    static byte[] derivation(String purpose) {
        return new CanonicalBytes("derived-key/1").text(purpose).toBytes();
    }

    /// Seals one document.
    default Seal seal(byte[] document) {
        return seal(List.of(document)).getFirst();
    }
}
