package io.strongroom.core.identity;

/// The name of a pool of HSMs that share their root keys: 1 to 32 lower-case letters, digits and
/// hyphens.
public record PoolName(String value) {
    /// The pool of an installation that has only one.
    public static final PoolName LOCAL = new PoolName("local");

    public PoolName {
        if (!value.matches("[a-z0-9-]{1,32}")) {
            throw new IllegalArgumentException("not the name of an HSM pool");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
