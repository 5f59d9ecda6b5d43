package io.strongroom.api.arm;

import io.strongroom.core.audit.Action;

/// A route outside of the vaults.
///
/// @param method HTTP method, `*` for every method
/// @param path template, such as `/subscriptions/{subscription}`; paths compare without case
/// @param action name in the log
public record ControlRoute(String method, String path, Action action) {}
