package io.strongroom.api.auth;

/// The plane that a token is for. The other plane refuses it.
public enum Plane {
    /// Keys and secrets inside vaults.
    DATA,
    /// Vaults themselves, and the log.
    CONTROL
}
