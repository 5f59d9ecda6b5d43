package io.strongroom.pkcs11.root;

/// Whether the token itself must stop the attacks that start with a stolen PIN.
public enum TokenPolicy {
    /// Root keys are trusted and have unwrap and wrap templates. A start tries to get around them
    /// and is refused if it succeeds.
    ENFORCED,

    /// For tests on tokens that ignore such attributes (NSS softoken): anyone with the PIN can read
    /// every key. It must be chosen explicitly.
    UNENFORCED_FOR_TESTS
}
