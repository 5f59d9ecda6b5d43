package io.strongroom.pkcs11.session;

/// The end of a [Continuation].
interface Continued<R> {

    /// What the thread that asked gets.
    R value();

    /// Whether another thread is still going to unpark the thread that asked; the session's thread
    /// does it otherwise. Called once all is in place that the thread looks for when it wakes.
    boolean wakesCaller();

    /// The end of a continuation that leaves it to the session's thread.
    static <R> Continued<R> here(R value) {
        return new Continued<>() {
            @Override
            public R value() {
                return value;
            }

            @Override
            public boolean wakesCaller() {
                return false;
            }
        };
    }
}
