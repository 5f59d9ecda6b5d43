package io.strongroom.core.identity;

/// A key of a vault, whatever its version.
public record KeyId(VaultId vault, ObjectName name) {}
