package io.strongroom.it.search;

import java.util.Set;

/// Looks for the private parts of one key pair, knowing the public key. May be used by several
/// threads.
public interface PrivateParts {

    /// Looks in the bytes, in both byte orders.
    void look(Sample sample);

    /// What was found so far: `p`, `q`, `d`.
    Set<String> found();
}
