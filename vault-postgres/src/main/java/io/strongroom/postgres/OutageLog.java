package io.strongroom.postgres;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Logs why the database does not answer, and that it answers again. Each cause is logged once in
/// an outage and at most once in ten seconds. Its monitor guards its state.
final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final LongSupplier nanos;
    private volatile boolean down;
    private long downSince;
    private boolean warned;

    /// When each cause was logged last; the causes are SQLSTATEs, so there are few.
    private final Map<String, Long> logged = new HashMap<>();

    /// @param nanos a monotonic clock
    OutageLog(LongSupplier nanos) {
        this.nanos = nanos;
    }

    /// The database did not answer. If the pool timed out, the error of its last attempt to connect
    /// is logged.
    synchronized void failed(SQLException failure) {
        long now = nanos.getAsLong();
        if (!down) {
            down = true;
            downSince = now;
        }
        SQLException cause = SqlStates.root(failure);
        if (isNews(cause.getClass().getName() + cause.getSQLState(), now)) {
            warned = true;
            LOG.warn(
                    "The database does not answer: {} (SQLSTATE {})",
                    cause.getMessage(),
                    cause.getSQLState());
        }
    }

    private boolean isNews(String cause, long now) {
        Long last = logged.get(cause);
        if (last != null && (last - downSince >= 0 || now - last < INTERVAL_NANOS)) {
            return false;
        }
        logged.put(cause, now);
        return true;
    }

    /// The database answered.
    void answered() {
        if (down) {
            end();
        }
    }

    private synchronized void end() {
        down = false;
        if (warned) {
            warned = false;
            LOG.info("The database answers again");
        }
    }
}
