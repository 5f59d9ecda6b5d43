package io.strongroom.pkcs11.root;

/// Whether the token itself must stop the attacks that start with a stolen PIN.
public enum TokenPolicy {
    /// Root keys are trusted and carry unwrap and wrap templates; a start tries to get around them
    /// and refuses when that works.
    ENFORCED,

    /// For tests on tokens that ignore such attributes (NSS softoken): whoever has the PIN can read
    /// every key. Never for keys that matter, and never chosen unless it is asked for.
    UNENFORCED_FOR_TESTS
}
