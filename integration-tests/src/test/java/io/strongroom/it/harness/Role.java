package io.strongroom.it.harness;

/// The principals of each tenant of the demo data.
public enum Role {
    /// Owns the subscription and has every right on its vaults.
    ADMIN,
    /// May do what a policy says.
    APP,
    /// Reads the log, uses no key.
    OFFICER,
    /// May do nothing.
    NOBODY
}
