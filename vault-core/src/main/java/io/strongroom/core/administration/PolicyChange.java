package io.strongroom.core.administration;

/// How access policies are changed.
public enum PolicyChange {
    /// Adds the permissions to those that the principals have.
    ADD,
    /// Replaces the policies of the principals named.
    REPLACE,
    /// Takes the permissions from those that the principals have.
    REMOVE
}
