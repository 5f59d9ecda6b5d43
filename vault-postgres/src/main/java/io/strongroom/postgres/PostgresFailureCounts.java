package io.strongroom.postgres;

import io.strongroom.core.budget.FailureCounts;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import java.util.UUID;

/// Failures of the day in PostgreSQL. The server's clock decides which day it is.
final class PostgresFailureCounts implements FailureCounts {
    private static final String ADD =
            """
            INSERT INTO failed_decryption AS f (tenant_id, subject, algorithm, day, failures)
            VALUES (?, ?, ?, (now() AT TIME ZONE 'UTC')::date, 1)
            ON CONFLICT (tenant_id, subject, algorithm) DO UPDATE
                SET failures = CASE WHEN f.day < excluded.day THEN 1 ELSE f.failures + 1 END,
                    day = greatest(f.day, excluded.day)
            RETURNING failures
            """;

    private static final String RESET =
            """
            UPDATE failed_decryption SET failures = 0
            WHERE tenant_id = ? AND subject = ? AND algorithm = ?
            """;

    private final TenantSql sql;

    PostgresFailureCounts(Connections connections) {
        this.sql = new TenantSql(connections);
    }

    @Override
    public int add(TenantId tenant, UUID key, String algorithm) {
        return sql.read(tenant, ADD, row -> row.getInt("failures"), tenant.value(), key, algorithm)
                .getFirst();
    }

    @Override
    public Change reset(TenantId tenant, UUID key, String algorithm) {
        return transaction -> {
            TenantSql.write(
                    ((JdbcTransaction) transaction).connection(),
                    RESET,
                    tenant.value(),
                    key,
                    algorithm);
            return true; // there may be no row
        };
    }
}
