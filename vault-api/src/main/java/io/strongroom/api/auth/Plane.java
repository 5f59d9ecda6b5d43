package io.strongroom.api.auth;

/// What a token is for. A token for one plane is refused by the other.
public enum Plane {
    /// Keys and secrets inside vaults.
    DATA,
    /// Vaults themselves, and the log.
    CONTROL
}
