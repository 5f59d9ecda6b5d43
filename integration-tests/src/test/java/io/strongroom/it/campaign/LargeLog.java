package io.strongroom.it.campaign;

import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.Waiting;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/// A log of millions of events, made by SQL: the chains of two nodes that are no longer there.
/// Their records are what the nodes would have written (docs/audit-format.md), so that they are
/// verified, indexed and shown as such.
final class LargeLog {
    static final String RARE_CALLER = "33333333-3333-4333-8333-333333333399";
    static final String CALLER = "33333333-3333-4333-8333-333333333332";
    static final String APPLICATION = "44444444-4444-4444-8444-444444444442";

    private static final int CHAINS = 2;
    private static final int STEP = 50_000;
    private static final int PROGRESS = 1_000_000;
    private static final long APART_MICROS = 80_000;
    private static final Duration INDEXED = Duration.ofMinutes(20);

    /// The next records of a chain, each with the hash of the one before.
    private static final String FILL =
            """
            INSERT INTO audit_event (node, sequence, tenant_id, time, operation, vault, collection,
                object, principal, application, succeeded, signature, record, hash)
            WITH RECURSIVE chain AS (
                SELECT ?::text AS node, ?::bigint AS sequence, ?::bytea AS hash, ''::bytea AS record
                UNION ALL
                SELECT node, sequence, sha256(record), record FROM (
                    SELECT node, c.sequence + 1 AS sequence,
                        '\\x01'::bytea || pg_temp.field(node) || int8send(c.sequence + 1) || c.hash
                        || int8send(e.micros) || pg_temp.field(e.operation) || uuid_send(e.tenant)
                        || pg_temp.field('/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups'
                            || '/main/providers/Microsoft.KeyVault/vaults/' || e.vault)
                        || pg_temp.field(e.vault) || pg_temp.field(e.collection) || pg_temp.field(e.object)
                        || pg_temp.field('0123456789abcdef0123456789abcdef')
                        || pg_temp.field('7f3c0d52-8f0e-4d3a-9a55-' || lpad(to_hex(c.sequence), 12, '0'))
                        || pg_temp.field('POST')
                        || pg_temp.field('https://' || e.vault || '.vault.localhost:8443/' || e.collection
                            || '/' || e.object || '/sign?api-version=7.6')
                        || pg_temp.field('7.6') || pg_temp.field('10.1.2.3')
                        || pg_temp.field('azsdk-java-azure-security-keyvault-keys/4.10.1 (25; Linux)')
                        || '\\x01'::bytea || uuid_send(e.tenant) || pg_temp.field(e.principal)
                        || pg_temp.field(e.application) || '\\xffffffff'::bytea
                        || pg_temp.field('https://login.localhost/' || e.tenant || '/v2.0')
                        || int4send(e.status) || pg_temp.field(e.signature)
                        || pg_temp.field(CASE WHEN e.status = 200 THEN '' ELSE 'It was refused.' END)
                        || int8send(1234567) || int4send(1)
                        || pg_temp.field('algorithm') || pg_temp.field('ES256') AS record
                    FROM chain AS c CROSS JOIN LATERAL pg_temp.event((c.sequence + 1) * ? + ?) AS e
                    WHERE c.sequence < ? OFFSET 0
                ) AS next
            )
            SELECT node, sequence, tenant, TIMESTAMPTZ 'epoch' + micros * INTERVAL '1 microsecond',
                operation, vault, collection, object, principal, application, status < 400, signature,
                record, hash
            FROM chain CROSS JOIN LATERAL pg_temp.event(sequence * ? + ?)
            WHERE record <> ''
            """;

    private static final String INDEXED_SEQUENCE =
            "SELECT coalesce(sum(sequence), 0)::bigint FROM audit_indexed WHERE node LIKE 'gone-%'";

    private static final String INDEX_WAITS =
            """
            SELECT count(*) FROM audit_index WHERE complete > now() - interval '30 seconds'
            """;

    private final Site site;
    private final long events;
    private final Instant start =
            YearMonth.now(ZoneOffset.UTC).atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);

    LargeLog(Site site, long events) {
        this.site = site;
        this.events = events;
    }

    /// The time of an event.
    ///
    /// @param share of all events that are older
    Instant time(double share) {
        long micros = Math.round(events * share * APART_MICROS);
        return start.plus(micros, ChronoUnit.MICROS);
    }

    /// Makes the events and waits until the service has indexed them.
    ///
    /// @param tenant of nine of ten events
    /// @param other of the others
    void make(String tenant, String other) {
        AtomicLong made = new AtomicLong();
        try (ExecutorService threads = Executors.newFixedThreadPool(CHAINS)) {
            List<Future<?>> chains = new ArrayList<>();
            for (int chain = 0; chain < CHAINS; chain++) {
                int number = chain;
                chains.add(threads.submit(() -> fill(tenant, other, number, made)));
            }
            for (Future<?> chain : chains) {
                chain.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        say("vacuuming");
        run("VACUUM (ANALYZE) audit_event");
        run("CHECKPOINT");
        say("waiting for the index");
        Waiting.until("the index", INDEXED, this::isIndexed);
    }

    private boolean isIndexed() {
        return number(INDEXED_SEQUENCE) > events - CHAINS * 2 * 2048L && number(INDEX_WAITS) > 0;
    }

    private void fill(String tenant, String other, int chain, AtomicLong made) {
        String node = "gone-" + chain;
        try (Connection connection = open();
                Statement setup = connection.createStatement();
                PreparedStatement fill = connection.prepareStatement(FILL)) {
            setup.execute("INSERT INTO audit_chain VALUES ('%s', 1)".formatted(node));
            setup.execute("SET synchronous_commit = off");
            setup.execute(functions(tenant, other));
            long last = events / CHAINS;
            byte[] hash = new byte[32];
            for (long done = 0; done < last; done += STEP) {
                long end = Math.min(last, done + STEP);
                bind(fill, node, done, hash, chain, end);
                fill.executeUpdate();
                hash = hash(setup, node, end);
                report(made, end - done);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Defines a field of a record, and the facts of an event by its number: a hundred events in
    /// eight seconds, nine of ten of one tenant, a thousand keys in twenty vaults, and of each kind
    /// one that is used every 500,000 events.
    private String functions(String tenant, String other) {
        return """
        CREATE FUNCTION pg_temp.field(value text) RETURNS bytea LANGUAGE sql IMMUTABLE AS
            'SELECT int4send(length(value)) || value::bytea';
        CREATE FUNCTION pg_temp.event(g bigint) RETURNS TABLE (tenant uuid, micros bigint,
            operation text, vault text, collection text, object text, principal text,
            application text, status integer, signature text) LANGUAGE sql STABLE AS $$
            SELECT CASE WHEN g %% 10 = 3 THEN '%2$s'::uuid ELSE '%1$s'::uuid END,
                %3$s + g * %4$s,
                CASE WHEN g %% 100 = 6 THEN 'SecretGet' WHEN g %% 100000 = 7 THEN 'KeyCreate'
                    WHEN g %% 50 = 0 THEN 'KeyGet' ELSE 'KeySign' END,
                CASE WHEN g %% 500000 = 41 THEN 'vault-rare' ELSE 'vault-' || g %% 20 END,
                CASE WHEN g %% 100 = 6 THEN 'secrets' ELSE 'keys' END,
                CASE WHEN g %% 500000 IN (11, 106) THEN 'rare'
                    WHEN g %% 100 = 6 THEN 'secret-' || g %% 7 ELSE 'key-' || g * 7919 %% 1000 END,
                '33333333-3333-4333-8333-3333333333' ||
                    CASE WHEN g %% 500000 = 21 THEN '99' ELSE '3' || g %% 4 END,
                '44444444-4444-4444-8444-44444444444' || g %% 4,
                CASE WHEN g %% 97 = 0 OR g %% 500000 = 31 THEN 403 ELSE 200 END,
                CASE WHEN g %% 97 = 0 THEN 'ForbiddenByPolicy'
                    WHEN g %% 500000 = 31 THEN 'KeyDisabled' ELSE 'OK' END
        $$
        """
                .formatted(tenant, other, start.getEpochSecond() * 1_000_000, APART_MICROS);
    }

    private static void bind(
            PreparedStatement fill, String node, long done, byte[] hash, int chain, long end)
            throws SQLException {
        fill.setString(1, node);
        fill.setLong(2, done);
        fill.setBytes(3, hash);
        fill.setLong(4, CHAINS);
        fill.setLong(5, chain);
        fill.setLong(6, end);
        fill.setLong(7, CHAINS);
        fill.setLong(8, chain);
    }

    private static byte[] hash(Statement statement, String node, long sequence)
            throws SQLException {
        try (ResultSet result =
                statement.executeQuery(
                        "SELECT hash FROM audit_event WHERE node = '%s' AND sequence = %d"
                                .formatted(node, sequence))) {
            result.next();
            return result.getBytes(1);
        }
    }

    private void report(AtomicLong made, long more) {
        long now = made.addAndGet(more);
        if (now / PROGRESS > (now - more) / PROGRESS) {
            say("%,d of %,d events".formatted(now, events));
        }
    }

    /// Deletes the events: they are gigabytes. The service must have ended.
    void delete() {
        run("TRUNCATE audit_event, audit_posting");
        run("CHECKPOINT");
    }

    static void say(String step) {
        System.err.println("… " + step);
    }

    long number(String query) {
        try (Connection connection = open();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    private void run(String statement) {
        try (Connection connection = open();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        } catch (SQLException e) {
            throw new IllegalStateException(statement, e);
        }
    }

    private Connection open() throws SQLException {
        Connection connection = site.database().superuser();
        connection.setSchema("strongroom");
        return connection;
    }
}
