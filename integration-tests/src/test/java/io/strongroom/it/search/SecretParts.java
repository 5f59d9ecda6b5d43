package io.strongroom.it.search;

import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Finds bytes that the test knows, such as a secret key, at any offset.
public final class SecretParts implements PrivateParts {
    private final byte[] key;
    private final byte[] reversed;
    private final Set<String> found = ConcurrentHashMap.newKeySet();

    /// @param key bytes that hardly occur by chance
    public SecretParts(byte[] key) {
        this.key = key.clone();
        this.reversed = Bytes.reversed(key.clone(), 1);
    }

    @Override
    public void look(Sample sample) {
        byte[] bytes = sample.bytes();
        for (int i = 0; i + key.length <= bytes.length; i++) {
            if (isAt(bytes, i, key) || isAt(bytes, i, reversed)) {
                found.add("k");
                return;
            }
        }
    }

    @Override
    public Set<String> found() {
        return found;
    }

    private static boolean isAt(byte[] bytes, int at, byte[] sought) {
        return bytes[at] == sought[0]
                && Arrays.equals(bytes, at, at + sought.length, sought, 0, sought.length);
    }
}
