package io.strongroom.core.state;

/// A state change that is decided but not yet made; it commits together with the audit record of
/// the operation, or not at all. It only writes rows: HSM work is done before.
@FunctionalInterface
public interface Change {

    /// Writes the rows.
    ///
    /// @return false when what the change was decided on has changed meanwhile; then nothing is
    ///   kept
    boolean apply(Transaction transaction);

    /// This change, then another one.
    default Change and(Change next) {
        return transaction -> apply(transaction) && next.apply(transaction);
    }
}
