package io.strongroom.bench;

import io.strongroom.core.identity.TenantId;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.LocalPostgres;
import io.strongroom.postgres.DatabaseSettings;
import io.strongroom.postgres.PostgresDatabase;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/// The log: what partitions and index cost the writer of records, and how long an officer waits for
/// a page of a log of a million events and of more.
final class AuditBench {
    static final TenantId TENANT =
            new TenantId(UUID.fromString("11111111-1111-4111-8111-111111111111"));

    private static final long MILLION = 1_000_000;
    private static final Path HOME =
            Path.of("bench", "target", "installations", "audit").toAbsolutePath();

    private final Duration duration;
    private final long events;

    /// @param duration of one measurement of the writer
    /// @param events of the largest log
    AuditBench(Duration duration, long events) {
        this.duration = duration;
        this.events = events;
    }

    void run() throws SQLException {
        System.setProperty("logback.configurationFile", "audit-bench-logback.xml");
        Progress.printMachine();
        try (LocalPostgres server =
                LocalPostgres.start(
                        HOME.resolve(Long.toString(ProcessHandle.current().pid())),
                        HOME.resolve("programs"),
                        0,
                        Map.of("max_wal_size", "4GB"))) {
            try (PostgresDatabase partitioned = open(server, "partitioned")) {
                measureWriter(server, partitioned);
                measurePages(server, partitioned);
            }
        }
    }

    private void measureWriter(LocalPostgres server, PostgresDatabase partitioned)
            throws SQLException {
        try (PostgresDatabase plain = open(server, "plain")) {
            LogTables.replaceByOneTable(server.superuserUrl("plain"));
            RecordWriting.measure(server.pid(), plain, partitioned, duration);
        }
    }

    private void measurePages(LocalPostgres server, PostgresDatabase database) throws SQLException {
        String url = server.superuserUrl("partitioned");
        long filled = 0;
        for (long size : events > MILLION ? new long[] {MILLION, events} : new long[] {events}) {
            Progress.say("storing %,d events".formatted(size - filled));
            LogTables.fill(url, filled + 1, size);
            printIndexCost(server, database, size - filled);
            filled = size;
            LogPages.measure(database.auditLog(), size);
        }
    }

    private static void printIndexCost(
            LocalPostgres server, PostgresDatabase database, long added) {
        Progress.say("indexing them");
        CpuMeter postgres = CpuMeter.ofTree(server.pid());
        CpuMeter own = CpuMeter.of(ProcessHandle.current().pid());
        database.auditIndex().catchUp();
        System.out.printf(
                Locale.ROOT,
                "index events=%d cpu=%.2fus (database %.2f, service %.2f) per record%n",
                added,
                (postgres.secondsSince() + own.secondsSince()) * 1e6 / added,
                postgres.secondsSince() * 1e6 / added,
                own.secondsSince() * 1e6 / added);
    }

    static PostgresDatabase open(LocalPostgres server, String name) {
        Database roles =
                Database.prepare(
                        server.superuserUrl("postgres"), server.url(name), name, "owner", "app");
        return PostgresDatabase.open(
                new DatabaseSettings(
                        roles.url(),
                        Database.APP,
                        roles.appPassword(),
                        new DatabaseSettings.Owner(Database.OWNER, roles.ownerPassword()),
                        4));
    }
}
