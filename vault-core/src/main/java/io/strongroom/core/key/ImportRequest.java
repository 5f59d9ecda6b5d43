package io.strongroom.core.key;

/// A key that a caller brings: in the clear, or wrapped for the HSM.
public sealed interface ImportRequest permits ImportKeyRequest, TransferKeyRequest {}
