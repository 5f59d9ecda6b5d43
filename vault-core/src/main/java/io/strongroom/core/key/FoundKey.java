package io.strongroom.core.key;

/// A key and the version of it that was asked for.
public record FoundKey(Key key, KeyVersion version) {}
