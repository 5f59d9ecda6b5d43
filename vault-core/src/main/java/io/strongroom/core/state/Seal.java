package io.strongroom.core.state;

import java.util.Arrays;

/// The seal over a document.
///
/// @param key number of the seal key, from 1
/// @param value HMAC-SHA-256 of the document, 32 bytes
public record Seal(int key, byte[] value) {
    public Seal {
        value = value.clone();
    }

    @Override
    public byte[] value() {
        return value.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seal seal && key == seal.key && Arrays.equals(value, seal.value);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(value);
    }
}
