package io.strongroom.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

/// What the superuser does with the tables of a measured log.
final class LogTables {
    /// One table without partitions, as the first version of the schema has it.
    private static final String ONE_TABLE =
            """
            CREATE TABLE plain (LIKE audit_event INCLUDING CONSTRAINTS, PRIMARY KEY (node, sequence));
            CREATE INDEX ON plain (tenant_id, time, node, sequence);
            ALTER TABLE plain ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
            CREATE POLICY records ON plain FOR INSERT WITH CHECK (true);
            CREATE POLICY reads ON plain FOR SELECT USING (true);
            GRANT SELECT, INSERT ON plain TO strongroom_app;
            DROP TABLE audit_event;
            ALTER TABLE plain RENAME TO audit_event
            """;

    /// A hundred events a second before midnight of the last day of this month: a thousand keys in
    /// twenty vaults, four callers, one refusal in a hundred, and a key that is used every 500,000
    /// events.
    private static final String FILL =
            """
            INSERT INTO audit_event (node, sequence, tenant_id, time, operation, vault, collection,
                object, principal, application, succeeded, signature, record, hash)
            SELECT 'node-1', g,
                CASE WHEN g % 10 = 3 THEN '22222222-2222-4222-8222-222222222222'::uuid
                    ELSE ?::uuid END,
                date_trunc('month', now(), 'UTC') + g * interval '80 ms',
                CASE WHEN g % 50 = 0 THEN 'KeyGet' WHEN g % 100000 = 7 THEN 'KeyCreate'
                    ELSE 'KeySign' END,
                'vault-' || g % 20, 'keys',
                CASE WHEN g % 500000 = 11 THEN 'rare' ELSE 'key-' || g * 7919 % 1000 END,
                '33333333-3333-4333-8333-33333333333' || g % 4,
                '44444444-4444-4444-8444-44444444444' || g % 4,
                g % 97 <> 0, CASE WHEN g % 97 = 0 THEN 'ForbiddenByPolicy' ELSE 'OK' END,
                decode(repeat(md5(g::text), 38), 'hex'), sha256(g::text::bytea)
            FROM generate_series(?::bigint, ?::bigint) AS g
            """;

    private static final long STEP = 250_000;

    private LogTables() {}

    static void replaceByOneTable(String url) throws SQLException {
        execute(url, ONE_TABLE);
    }

    /// Adds events whose records are not theirs: pages show them as broken.
    static void fill(String url, long first, long last) throws SQLException {
        execute(url, "INSERT INTO audit_chain VALUES ('node-1', 1) ON CONFLICT DO NOTHING");
        try (Connection connection = open(url);
                PreparedStatement statement = connection.prepareStatement(FILL)) {
            for (long start = first; start <= last; start += STEP) {
                statement.setObject(1, AuditBench.TENANT.value());
                statement.setLong(2, start);
                statement.setLong(3, Math.min(last, start + STEP - 1));
                statement.executeUpdate();
            }
        }
    }

    private static void execute(String url, String sql) throws SQLException {
        try (Connection connection = open(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection open(String url) throws SQLException {
        Connection connection = DriverManager.getConnection(url);
        connection.setSchema("strongroom");
        return connection;
    }
}
