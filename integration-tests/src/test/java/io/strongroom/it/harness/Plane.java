package io.strongroom.it.harness;

/// Whom a token is for.
public enum Plane {
    /// Keys of vaults.
    DATA,
    /// Vaults, and the usage log.
    CONTROL
}
