package io.strongroom.postgres;

import io.strongroom.core.Samples;
import io.strongroom.core.budget.FailureCounts;
import io.strongroom.core.budget.FailureCountsContract;
import io.strongroom.core.state.Change;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

final class PostgresFailureCountsTest extends FailureCountsContract {
    private static final PostgresStore STORE = new PostgresStore(4);
    private final FailureCounts counts = new PostgresFailureCounts(STORE.connections);

    @BeforeAll
    static void addTenants() {
        STORE.added(Samples.contoso());
        STORE.added(Samples.fabrikam());
    }

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Override
    protected FailureCounts counts() {
        return counts;
    }

    /// Moves all days of the table into the past: the server's clock goes its own way.
    @Override
    protected void nextDay() {
        STORE.tamper("UPDATE failed_decryption SET day = day - 1");
    }

    @Override
    protected boolean commit(Change change) {
        return STORE.commit(Samples.CONTOSO, change);
    }
}
