package io.strongroom.postgres;

import io.strongroom.audit.BrokenChain;
import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.ChainVerifier;
import io.strongroom.audit.RecordEncoding;
import io.strongroom.audit.Verification.Breach;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.schedule.Task;
import io.strongroom.postgres.VerifiedChain.Place;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/// Verifies the chains of all nodes, a bounded number of records in each run: first the records
/// that are new, then all of them again from their start, pass after pass. While this node stores
/// many records, it verifies fewer.
///
/// The newest record that was verified is remembered, in the database and by the node that verified
/// it. So a chain that was cut and continued, or written anew from some record on, is found, too.
public final class ChainVerification implements Task {
    /// The name of the task.
    public static final String NAME = "audit-verification";

    /// Shorter than the pause of the scheduler, so that there is a run each second.
    private static final Duration INTERVAL = Duration.ofMillis(500);

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int STATEMENT = 1000;
    private static final int ALARMS = 10;

    private final StoredChains chains;
    private final VerifiedChains verified;
    private final Consumer<BrokenChain> alarm;
    private final Pace pace;
    private final LongSupplier stored;
    private final Clock clock;
    private final Map<String, Place> known = new HashMap<>();
    private final AtomicLong records = new AtomicLong();
    private final AtomicLong breaches = new AtomicLong();
    private int budget;
    private int raised;
    private long storedBefore;

    /// How much is verified, and how often.
    ///
    /// @param most records in a run, and so in a second, of a node that stores none meanwhile. Each
    ///   record that it stores is one less
    /// @param least records in a run, whatever the node stores
    /// @param pass from the start of a pass to the start of the next, at least
    public record Pace(int most, int least, Duration pass) {
        /// 1,000 to 5,000 records in a second, each record at most once in ten minutes.
        public static final Pace DEFAULT = new Pace(5000, 1000, Duration.ofMinutes(10));

        int records(long stored) {
            return Math.toIntExact(Math.max(least, most - stored));
        }
    }

    /// @param alarm gets the places where chains break, again in each pass
    /// @param stored number of records that this node has stored since its start
    ChainVerification(
            Connections connections,
            Consumer<BrokenChain> alarm,
            Pace pace,
            LongSupplier stored,
            Clock clock) {
        this.chains = new StoredChains(connections);
        this.verified = new VerifiedChains(connections);
        this.alarm = alarm;
        this.pace = pace;
        this.stored = stored;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return INTERVAL;
    }

    @Override
    public Duration limit() {
        return LIMIT;
    }

    /// Number of records that this node has verified.
    public long records() {
        return records.get();
    }

    /// Number of breaches that this node has found, the same one again in each pass.
    public long breaches() {
        return breaches.get();
    }

    @Override
    public void run() {
        budget = budget();
        raised = 0;
        Instant now = clock.instant();
        Map<String, VerifiedChain> kept = verified.all();
        Map<String, VerifiedChain> all = new HashMap<>();
        for (String node : nodes(kept.keySet())) {
            VerifiedChain before = kept.getOrDefault(node, VerifiedChain.unverified(node, now));
            all.put(node, newRecords(anchored(before, now)));
        }
        for (VerifiedChain chain : all.values()) {
            VerifiedChain after = again(chain, now);
            known.put(after.node(), after.newest());
            if (!after.equals(kept.get(after.node()))) {
                verified.keep(after);
            }
        }
    }

    private int budget() {
        long now = stored.getAsLong();
        int records = pace.records(now - storedBefore);
        storedBefore = now;
        return records;
    }

    /// Nodes that have a chain, or had one.
    private Set<String> nodes(Collection<String> kept) {
        Set<String> nodes = new TreeSet<>(chains.nodes());
        nodes.addAll(kept);
        nodes.addAll(known.keySet());
        return nodes;
    }

    /// Compares the newest record that was verified with the one that is there now. If they differ,
    /// the whole chain is verified anew.
    private VerifiedChain anchored(VerifiedChain kept, Instant now) {
        Place own = known.getOrDefault(kept.node(), Place.START);
        Place newest = kept.newest();
        if (isThere(kept.node(), newest) && (own.is(newest) || isThere(kept.node(), own))) {
            return kept.withNewest(newest.sequence() < own.sequence() ? own : newest);
        }
        known.remove(kept.node());
        return VerifiedChain.unverified(kept.node(), now);
    }

    private boolean isThere(String node, Place place) {
        if (place.sequence() == 0) {
            return true;
        }
        Optional<ChainRecord> found = chains.at(node, place.sequence());
        boolean same = found.isPresent() && Arrays.equals(found.get().hash(), place.hash());
        if (!same) {
            String reason =
                    found.isPresent()
                            ? "the record is not the one that was verified before"
                            : "a record that was verified before is missing";
            raise(node, place.sequence(), reason, found.stream().toList());
        }
        return same;
    }

    /// New records need no second look in a pass that has reached them.
    private VerifiedChain newRecords(VerifiedChain chain) {
        Place newest = verify(chain.node(), chain.newest(), Long.MAX_VALUE);
        VerifiedChain after = chain.withNewest(newest);
        return chain.isPassDone() ? after.withAgain(newest) : after;
    }

    private VerifiedChain again(VerifiedChain chain, Instant now) {
        VerifiedChain pass = chain;
        if (pass.isPassDone()) {
            if (now.isBefore(pass.since().plus(pace.pass()))) {
                return pass;
            }
            pass = pass.nextPass(now);
        }
        return pass.withAgain(verify(pass.node(), pass.again(), pass.newest().sequence()));
    }

    /// Verifies what follows a place, as far as the budget goes.
    ///
    /// @return the last record that was looked at
    private Place verify(String node, Place start, long end) {
        Place place = start;
        while (budget > 0 && place.sequence() < end) {
            long left = Math.min(end - place.sequence(), Math.min(budget, STATEMENT));
            List<ChainRecord> rows = chains.after(node, place.sequence(), (int) left);
            if (rows.isEmpty()) {
                return place;
            }
            budget -= rows.size();
            records.addAndGet(rows.size());
            place = verify(node, place, rows);
        }
        return place;
    }

    /// Goes on behind a row that is wrong.
    private Place verify(String node, Place start, List<ChainRecord> rows) {
        Place place = start;
        ChainVerifier verifier = ChainVerifier.after(node, place.sequence(), place.hash());
        for (int i = 0; i < rows.size(); i++) {
            ChainRecord row = rows.get(i);
            verifier.accept(row);
            place = new Place(row.sequence(), row.hash());
            Breach breach = verifier.result().breach();
            if (breach != null) {
                raise(
                        node,
                        row.sequence(),
                        breach.reason(),
                        rows.subList(Math.max(0, i - 1), i + 1));
                verifier = ChainVerifier.after(node, place.sequence(), place.hash());
            }
        }
        return place;
    }

    /// Raises the alarm for the first breaches of a run; the others are only counted.
    private void raise(String node, long sequence, String reason, List<ChainRecord> rows) {
        breaches.incrementAndGet();
        if (raised++ >= ALARMS) {
            return;
        }
        Set<TenantId> tenants = new HashSet<>();
        rows.forEach(row -> addTenants(row, tenants));
        alarm.accept(new BrokenChain(node, sequence, reason, tenants));
    }

    /// The tenants that a row names, in its column and in its record: one of them may be edited.
    private static void addTenants(ChainRecord row, Set<TenantId> tenants) {
        tenants.add(new TenantId(row.columns().tenant()));
        try {
            tenants.add(RecordEncoding.decode(row.record()).event().target().tenant());
        } catch (IllegalArgumentException unreadable) {
            // the column is all that there is
        }
    }
}
