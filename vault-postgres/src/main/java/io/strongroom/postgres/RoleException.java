package io.strongroom.postgres;

/// The database role of the service is too privileged: row-level security would not protect
/// tenants. The message is one line for an operator.
public final class RoleException extends DatabaseStartException {
    private static final long serialVersionUID = 1L;

    RoleException(String message) {
        super(message, null);
    }
}
