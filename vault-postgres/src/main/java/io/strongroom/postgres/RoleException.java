package io.strongroom.postgres;

/// The database role of the service may more than it must, so row-level security would not hold.
/// Its message is one line for a person.
public final class RoleException extends RuntimeException {
    RoleException(String message) {
        super(message);
    }
}
