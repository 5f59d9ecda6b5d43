package io.strongroom.it.harness;

import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// Names that nobody else uses.
public final class Names {
    private static final String RUN = Integer.toString(new SecureRandom().nextInt(1 << 20), 36);
    private static final AtomicInteger NEXT = new AtomicInteger();

    private Names() {}

    /// A name of at most 24 characters, fit for a vault.
    ///
    /// @param prefix at most 12 letters
    public static String fresh(String prefix) {
        return prefix + "-" + RUN + "-" + NEXT.incrementAndGet();
    }
}
