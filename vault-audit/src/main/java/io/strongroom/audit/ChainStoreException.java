package io.strongroom.audit;

/// A [ChainStore] did not store records.
public abstract sealed class ChainStoreException extends Exception {
    private ChainStoreException(String message, Throwable cause) {
        super(message, cause);
    }

    /// The store does not answer. The last call is in doubt: its records may be stored or not.
    public static final class Lost extends ChainStoreException {
        public Lost(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// The store accepted records and did not keep all of them. Nothing is stored, and the store
    /// can be used further.
    public static final class Swallowed extends ChainStoreException {
        public Swallowed(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /// A record has a value that the store can never hold. Nothing is stored, and the store can be
    /// used further.
    public static final class Unstorable extends ChainStoreException {
        public Unstorable(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
