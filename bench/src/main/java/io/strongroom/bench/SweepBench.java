package io.strongroom.bench;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.localpostgres.LocalPostgres;
import io.strongroom.postgres.PostgresDatabase;
import io.strongroom.postgres.StateFinding;
import io.strongroom.postgres.StateSweep;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/// The sweep of sealed state: how long a pass takes, what it takes of the machine, and how long an
/// edited row stays unnoticed.
final class SweepBench {
    private static final Path HOME =
            Path.of("bench", "target", "installations", "sweep").toAbsolutePath();
    private static final int TOGETHER = 100;
    private static final int CREATED = 1000;

    private final int keys;
    private final Queue<StateFinding> found = new ConcurrentLinkedQueue<>();

    /// @param keys how many are stored
    SweepBench(int keys) {
        this.keys = keys;
    }

    void run() throws SQLException {
        System.setProperty("logback.configurationFile", "audit-bench-logback.xml");
        Progress.printMachine();
        try (LocalPostgres server =
                        LocalPostgres.start(
                                HOME.resolve(Long.toString(ProcessHandle.current().pid())),
                                HOME.resolve("programs"),
                                0,
                                Map.of("max_wal_size", "4GB"));
                PostgresDatabase database = AuditBench.open(server, "swept");
                ChainedAuditTrail trail =
                        ChainedAuditTrail.start(database.auditChain(), AuditSettings.of("bench"))) {
            StateSweep sweep = database.stateSweep(new SoftwareSealer(), found::add, _ -> {});
            SweptKeys stored = new SweptKeys(database, new SoftwareSealer(), trail);
            Progress.say("storing %,d keys".formatted(keys));
            stored.add(keys, TOGETHER);
            new MeasuredDatabase(server.superuserUrl("swept")).settle();
            measureCreation(stored, server);
            sweep.run();
            measurePass(sweep, server);
            measureNotice(sweep, server.superuserUrl("swept"));
        }
    }

    private static void measureCreation(SweptKeys stored, LocalPostgres server) {
        stored.add(CREATED, 1);
        CpuMeter postgres = CpuMeter.ofTree(server.pid());
        long begin = System.nanoTime();
        stored.add(CREATED, 1);
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "creates without an HSM, one after the other: %.0f/s, database cpu=%.0fus each%n",
                CREATED / seconds,
                postgres.secondsSince() * 1e6 / CREATED);
    }

    private static void measurePass(StateSweep sweep, LocalPostgres server) {
        CpuMeter postgres = CpuMeter.ofTree(server.pid());
        CpuMeter own = CpuMeter.of(ProcessHandle.current().pid());
        long rows = sweep.rows();
        long begin = System.nanoTime();
        sweep.run();
        double seconds = (System.nanoTime() - begin) / 1e9;
        double period = seconds + sweep.interval().toMillis() / 1e3;
        double cpu = postgres.secondsSince() + own.secondsSince();
        System.out.printf(
                Locale.ROOT,
                "sweep rows=%d pass=%.1fs cpu=%.2fs (database %.2f, service %.2f) of two cores=%.1f%%%n",
                sweep.rows() - rows,
                seconds,
                cpu,
                postgres.secondsSince(),
                own.secondsSince(),
                100 * cpu / (2 * period));
    }

    /// The worst moment for an edit is right after the row was read. The task's pause is kept.
    private void measureNotice(StateSweep sweep, String url) throws SQLException {
        Thread passes = Thread.ofPlatform().daemon().start(() -> passes(sweep));
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        long begin = System.nanoTime();
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "UPDATE strongroom.vault SET seal = sha256('') WHERE canonical_name = 'measured'");
        }
        while (found.isEmpty()) {
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        System.out.printf(Locale.ROOT, "noticed after %.1fs%n", (System.nanoTime() - begin) / 1e9);
        passes.interrupt();
        LockSupport.parkNanos(Duration.ofSeconds(1).toNanos());
    }

    private static void passes(StateSweep sweep) {
        while (!Thread.currentThread().isInterrupted()) {
            sweep.run();
            LockSupport.parkNanos(sweep.interval().toNanos());
        }
    }
}
