package io.strongroom.api.data;

import io.strongroom.core.audit.Action;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;

/// An operation of the data plane: one row of the table in [Routes].
///
/// @param method HTTP method
/// @param template path below the vault's host; `{name}` and `{version}` stand for a segment, and
///   `{version?}` for one that may be left out or empty
/// @param action name in the log
/// @param right the right that the caller needs
/// @param since the first api-version with this operation
/// @param maxBody largest body, in bytes; 0 if it reads none
record Route(
        String method,
        String template,
        Action action,
        Right right,
        ApiVersion since,
        int maxBody,
        Handler handler) {

    /// Performs a call of the operation: parses, calls one use case of the core, and returns how
    /// its result is rendered.
    @FunctionalInterface
    interface Handler {
        Decided<byte[]> handle(Call call);
    }
}
