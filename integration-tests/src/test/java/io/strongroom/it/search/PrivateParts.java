package io.strongroom.it.search;

import java.util.Set;

/// Looks for the private parts of one key pair, knowing the public key. May be used by several
/// threads.
public interface PrivateParts {

    /// Looks at every window of the bytes, in both byte orders.
    void look(byte[] bytes);

    /// What was found so far: `p`, `q`, `d`.
    Set<String> found();

    /// Whether 16 bytes look like chance: neither text nor small numbers nor padding. Random bytes
    /// pass but for one in a few thousand million.
    static boolean looksRandom(byte[] bytes, int from) {
        int high = 0;
        int zero = 0;
        int same = 0;
        for (int i = from; i < from + 16; i++) {
            high += bytes[i] < 0 ? 1 : 0;
            zero += bytes[i] == 0 ? 1 : 0;
            same += i > from && bytes[i] == bytes[i - 1] ? 1 : 0;
        }
        return high > 0 && high < 16 && zero < 5 && same < 5;
    }
}
