package io.strongroom.api.arm;

import io.strongroom.core.audit.Action;
import io.strongroom.core.permission.Right;
import org.jspecify.annotations.Nullable;

/// A route outside of the vaults.
///
/// @param method HTTP method, `*` for every method
/// @param path template, such as `/subscriptions/{subscription}`; paths compare without case
/// @param action name in the log
/// @param right what the caller needs; null if nothing
/// @param maxBody largest body, in bytes; 0 if it reads none
public record ControlRoute(
        String method, String path, Action action, @Nullable Right right, int maxBody) {

    /// A route that reads no body.
    public ControlRoute(String method, String path, Action action, @Nullable Right right) {
        this(method, path, action, right, 0);
    }
}
