package io.strongroom.core.key;

/// What was promised about a key. Both kinds live in the HSM; a plain type only promises less.
public enum Protection {
    HSM,
    SOFTWARE
}
