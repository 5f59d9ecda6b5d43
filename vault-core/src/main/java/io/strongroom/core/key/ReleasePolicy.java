package io.strongroom.core.key;

/// Who a key may be released to.
///
/// @param contentType of `data`
/// @param data the rules, as they were sent: JSON in the grammar 1.0.0
/// @param immutable whether the policy can be changed no more
public record ReleasePolicy(String contentType, String data, boolean immutable) {}
