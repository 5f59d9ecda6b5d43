package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.session.Lease.Work;
import java.time.Duration;
import java.util.function.Consumer;

/// Work that needs no lease: its task does it by itself.
record Unleased<R>(Consumer<R> discarded, Duration allowance, boolean isLowPriority)
        implements Work<R> {

    /// Ordinary work.
    static <R> Unleased<R> ordinary() {
        return new Unleased<>(_ -> {}, Duration.ZERO, false);
    }

    @Override
    public R with(Lease lease) {
        throw new IllegalStateException("no test leases a session");
    }

    @Override
    public void discard(R result) {
        discarded.accept(result);
    }
}
