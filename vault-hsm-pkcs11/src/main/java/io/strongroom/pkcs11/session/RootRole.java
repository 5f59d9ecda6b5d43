package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.cryptoki.Cko;

/// The keys of an installation, by their label on the token.
public enum RootRole {
    /// Wraps private keys.
    PRIVATE_ROOT("strongroom-root-prv-", Cko.SECRET_KEY),

    /// Wraps secret keys.
    SECRET_ROOT("strongroom-root-sec-", Cko.SECRET_KEY),

    /// Wraps exchange keys, which unwrap keys of callers.
    EXCHANGE_ROOT("strongroom-root-exc-", Cko.SECRET_KEY),

    /// Seals rows.
    SEAL("strongroom-seal-", Cko.SECRET_KEY),

    /// Signs checkpoints of the log.
    AUDIT("strongroom-audit-", Cko.PRIVATE_KEY),

    /// Wraps the keys that are made to be released.
    RELEASE_ROOT("strongroom-root-release-", Cko.SECRET_KEY),

    /// Signs what is released.
    RELEASE_SIGNER("strongroom-release-", Cko.PRIVATE_KEY);

    private final String prefix;
    private final long objectClass;

    RootRole(String prefix, long objectClass) {
        this.prefix = prefix;
        this.objectClass = objectClass;
    }

    long objectClass() {
        return objectClass;
    }

    /// Whether an installation can do without: a token of an older ceremony lacks the key.
    public boolean isOptional() {
        return switch (this) {
            case PRIVATE_ROOT, SECRET_ROOT, SEAL, AUDIT -> false;
            case EXCHANGE_ROOT, RELEASE_ROOT, RELEASE_SIGNER -> true;
        };
    }

    /// The label of a version.
    public String label(int version) {
        return prefix + version;
    }

    /// The version that a label names.
    ///
    /// @return 0 when it is not a label of this role
    int versionOf(String label) {
        if (!label.startsWith(prefix)) {
            return 0;
        }
        String digits = label.substring(prefix.length());
        return digits.matches("[1-9][0-9]{0,5}") ? Integer.parseInt(digits) : 0;
    }
}
