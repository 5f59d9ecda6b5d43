package io.strongroom.core;

import org.assertj.core.api.Condition;

/// Conditions on what an operation throws.
public final class Refused {
    private Refused() {}

    /// A [VaultException] with this HTTP status.
    public static Condition<Throwable> refused(int status) {
        return new Condition<>(
                thrown -> thrown instanceof VaultException e && e.status() == status,
                "a refusal with status %d",
                status);
    }

    /// A [VaultException] about this problem.
    public static Condition<Throwable> refused(Problem problem) {
        return new Condition<>(
                thrown -> thrown instanceof VaultException e && e.problem() == problem,
                "a refusal as %s",
                problem);
    }
}
