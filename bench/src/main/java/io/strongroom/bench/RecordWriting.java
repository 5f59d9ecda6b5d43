package io.strongroom.bench;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.ChainStore;
import io.strongroom.audit.ChainStoreException;
import io.strongroom.audit.RecordColumns;
import io.strongroom.postgres.NewPostings;
import io.strongroom.postgres.PostgresDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// The CPU time for each record that a writer stores, in batches as under load: that of the
/// database to store it, and what it takes afterwards to index it.
final class RecordWriting {
    private static final int ROUNDS = 5;
    private static final int BATCH = 64;
    private static final int RECORD_LENGTH = 600;

    /// As many as a busy node stores in a second.
    private static final int GATHERED = 16_384;

    private static final int GATHERINGS = 20;

    private final long server;
    private final ChainStore store;
    private long sequence;

    private RecordWriting(long server, ChainStore store) {
        this.server = server;
        this.store = store;
    }

    /// Measures both databases in turns, and prints what a record costs in each.
    ///
    /// @param server process id of the database
    /// @param duration of a turn
    static void measure(
            long server, PostgresDatabase plain, PostgresDatabase partitioned, Duration duration) {
        Progress.say("measuring the writer");
        double[] one = new double[ROUNDS];
        double[] many = new double[ROUNDS];
        double[] gathering = new double[ROUNDS];
        double[] index = new double[ROUNDS];
        try (ChainStore before = open(plain);
                ChainStore after = open(partitioned)) {
            RecordWriting plainly = new RecordWriting(server, before);
            RecordWriting inPartitions = new RecordWriting(server, after);
            for (int i = 0; i < ROUNDS; i++) {
                one[i] = plainly.microsPerRecord(duration);
                many[i] = inPartitions.microsPerRecord(duration);
                index[i] = inPartitions.microsToStorePostings(partitioned.newPostings());
                gathering[i] = plainly.microsToGather(plain.newPostings());
            }
        } catch (ChainStoreException e) {
            throw new IllegalStateException(e);
        }
        System.out.printf(
                Locale.ROOT,
                "writer batch=%d one-table=%.2fus partitions=%.2fus difference=%.2fus per record (database, median of %d)%n",
                BATCH,
                Median.of(one),
                Median.of(many),
                Median.of(many) - Median.of(one),
                ROUNDS);
        System.out.printf(
                Locale.ROOT,
                "index of-new-records cpu=%.2fus per record (gather %.2f, store %.2f in database and service, median of %d)%n",
                Median.of(gathering) + Median.of(index),
                Median.of(gathering),
                Median.of(index),
                ROUNDS);
    }

    private static ChainStore open(PostgresDatabase database) throws ChainStoreException {
        return database.auditChain().open(AuditSettings.of("bench")).orElseThrow();
    }

    private double microsToStorePostings(NewPostings postings) throws ChainStoreException {
        postings.store();
        long first = sequence;
        while (sequence - first < GATHERED) {
            store.store(batch(), Set.of());
        }
        CpuMeter postgres = CpuMeter.ofTree(server);
        CpuMeter own = CpuMeter.of(ProcessHandle.current().pid());
        postings.store();
        return (postgres.secondsSince() + own.secondsSince()) * 1e6 / (sequence - first);
    }

    private double microsToGather(NewPostings postings) {
        List<List<ChainRecord>> batches = new ArrayList<>();
        for (int records = 0; records < GATHERED; records += BATCH) {
            batches.add(batch());
        }
        CpuMeter own = CpuMeter.of(ProcessHandle.current().pid());
        for (int i = 0; i < GATHERINGS; i++) {
            batches.forEach(postings::add);
        }
        return own.secondsSince() * 1e6 / GATHERED / GATHERINGS;
    }

    private double microsPerRecord(Duration duration) throws ChainStoreException {
        long end = System.nanoTime() + duration.toNanos();
        long first = sequence;
        CpuMeter cpu = CpuMeter.ofTree(server);
        while (System.nanoTime() < end) {
            store.store(batch(), Set.of());
        }
        return cpu.secondsSince() * 1e6 / (sequence - first);
    }

    private List<ChainRecord> batch() {
        Instant now = Clock.systemUTC().instant();
        List<ChainRecord> records = new ArrayList<>();
        for (int i = 0; i < BATCH; i++) {
            sequence++;
            RecordColumns columns =
                    new RecordColumns(
                            AuditBench.TENANT.value(),
                            now,
                            "KeySign",
                            "contoso-demo",
                            "keys",
                            "key-" + sequence % 1000,
                            "33333333-3333-4333-8333-333333333333",
                            "44444444-4444-4444-8444-444444444444",
                            true,
                            "OK");
            byte[] record =
                    Long.toString(sequence)
                            .repeat(RECORD_LENGTH)
                            .substring(0, RECORD_LENGTH)
                            .getBytes(StandardCharsets.US_ASCII);
            records.add(new ChainRecord("bench", sequence, columns, record, new byte[32]));
        }
        return records;
    }
}
