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
public record ControlRoute(String method, String path, Action action, @Nullable Right right) {}
