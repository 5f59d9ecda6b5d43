package io.strongroom.core.state;

/// A record that was submitted to the audit trail, with the change that commits with it.
///
/// The thread that requested an operation waits for its submission, and is unparked when the
/// submission is settled. Another thread may submit for it, such as the one that made a signature.
/// The waiting thread is then unparked once, for the signature and the record together.
public interface Submission {

    /// Whether the fate of the record is known, so that [#await] returns at once and the waiting
    /// thread is not going to be unparked any more.
    boolean isSettled();

    /// Waits until the record is durable. Called once, by the thread that the record was submitted
    /// for.
    ///
    /// @return whether all guards held and the change was made
    /// @throws io.strongroom.core.VaultException `SERVICE_UNAVAILABLE` if the record is not durable
    ///   within 2 s; the result must not be released
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
