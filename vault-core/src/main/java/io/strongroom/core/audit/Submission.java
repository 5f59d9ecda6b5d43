package io.strongroom.core.audit;

/// A record on its way into the trail.
public interface Submission {

    /// Whether it is known what became of the record, so that [#await] answers at once.
    boolean isSettled();

    /// Waits until the record is durable. Called by the thread that it was submitted for, once.
    ///
    /// @return whether all guards held and the change was made
    /// @throws io.strongroom.core.VaultException when the record is not durable within 2 s; the
    ///   result must not be released
    boolean await();

    /// A record that is durable.
    static Submission settled(boolean held) {
        return new Submission() {
            @Override
            public boolean isSettled() {
                return true;
            }

            @Override
            public boolean await() {
                return held;
            }
        };
    }
}
