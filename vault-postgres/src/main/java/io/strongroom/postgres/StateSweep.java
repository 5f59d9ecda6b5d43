package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.schedule.Task;
import io.strongroom.core.state.Sealer;
import io.strongroom.postgres.StateFindings.Round;
import io.strongroom.postgres.StateSet.Part;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Reads all sealed rows again and again, at a bounded rate, and reports what the service did not
/// store: a row that was edited, swapped, added, removed or put back.
///
/// The rows of each tenant are added up in one snapshot and compared with the tenant's sets of the
/// same snapshot, so changes that are made meanwhile raise no alarm.
public final class StateSweep implements Task {
    /// The name of the task.
    public static final String NAME = "state-sweep";

    private static final Duration INTERVAL = Duration.ofSeconds(5);
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TENANTS = "SELECT state_tenants()";

    private final ConnectionSource source;
    private final Connections connections;
    private final Sealer sealer;
    private final StateSets sets;
    private final StateFindings findings;
    private final StateBeginning beginning;
    private final int rowsPerSecond;
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong passes = new AtomicLong();
    private final AtomicLong found = new AtomicLong();

    /// @param source opens the connection of each pass
    /// @param alarm records a finding in the log of its tenant, or throws
    /// @param begun records that rows which had no set were taken as they were, or throws
    StateSweep(
            ConnectionSource source,
            Connections connections,
            Sealer sealer,
            Consumer<StateFinding> alarm,
            Consumer<Begun> begun,
            int rowsPerSecond) {
        this.source = source;
        this.connections = connections;
        this.sealer = sealer;
        this.sets = new StateSets(sealer);
        this.findings = new StateFindings(connections, sets, NAME, alarm);
        this.beginning = new StateBeginning(connections, sets, begun);
        this.rowsPerSecond = rowsPerSecond;
    }

    /// Rows of a tenant that were there before its sets.
    public record Begun(TenantId tenant, long rows) {}

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

    /// Number of rows that this node has read.
    public long rows() {
        return rows.get();
    }

    /// Number of passes over all rows that this node has completed.
    public long passes() {
        return passes.get();
    }

    /// Number of findings that this node has reported.
    public long found() {
        return found.get();
    }

    /// Number of findings at the moment, of all nodes.
    public long findings() {
        return findings.count();
    }

    @Override
    public void run() {
        sets.key();
        try (StateSnapshot snapshot = new StateSnapshot(source)) {
            if (snapshot.isOnly()) {
                sweep(snapshot);
            }
        } catch (SQLException e) {
            throw SqlStates.exception(e);
        }
    }

    private void sweep(StateSnapshot snapshot) throws SQLException {
        Round round = findings.begin();
        beginning.flaw().ifPresent(round::add);
        boolean begun = beginning.isOver();
        SweepPace pace = new SweepPace(rowsPerSecond);
        for (TenantId tenant : tenants()) {
            TenantSweep sweep = new TenantSweep(snapshot, sets.key(), pace, tenant).read();
            if (begun) {
                compare(snapshot, pace, sweep, round);
            } else {
                begin(snapshot, pace, sweep, round);
            }
            rows.addAndGet(sweep.rows());
        }
        found.addAndGet(round.end());
        if (!begun) {
            beginning.end();
        }
        passes.incrementAndGet();
    }

    private List<TenantId> tenants() {
        return connections.read(TENANTS, row -> new TenantId(row.getObject(1, UUID.class)));
    }

    /// Reports the differences. Those that are known need no explanation.
    private void compare(StateSnapshot snapshot, SweepPace pace, TenantSweep sweep, Round round)
            throws SQLException {
        TreeMap<Part, RowSums> unknown = new TreeMap<>();
        for (Map.Entry<Part, RowSums> entry : sweep.differences(true).entrySet()) {
            String place = SweepExplanation.place(entry.getKey());
            String state = entry.getValue().toString();
            if (round.isKnown(sweep.tenant(), place, state)) {
                round.keep(sweep.tenant(), place, state);
            } else {
                unknown.put(entry.getKey(), entry.getValue());
            }
        }
        sweep.findings().forEach(round::add);
        for (SweepExplanation explanation : explanations(snapshot, pace, sweep, unknown)) {
            round.add(explanation.finding());
        }
    }

    /// Takes a tenant's rows as they are, but for those that do not match their seals.
    private void begin(StateSnapshot snapshot, SweepPace pace, TenantSweep sweep, Round round)
            throws SQLException {
        TreeMap<Part, RowSums> taken = new TreeMap<>(sweep.differences(false));
        sweep.findings().forEach(round::add);
        for (SweepExplanation explanation : explanations(snapshot, pace, sweep, taken)) {
            StateFinding finding = explanation.finding();
            RowSums unsealed = explanation.unsealed();
            if (unsealed.rows() > 0) {
                round.add(finding);
                taken.computeIfPresent(explanation.part(), (_, sums) -> sums.minus(unsealed));
            }
        }
        beginning.take(sweep.tenant(), taken);
    }

    private Collection<SweepExplanation> explanations(
            StateSnapshot snapshot,
            SweepPace pace,
            TenantSweep sweep,
            SequencedMap<Part, RowSums> differences)
            throws SQLException {
        return new SweepExplanations(
                        snapshot, pace, sealer, sets.key(), sweep.tenant().value(), differences)
                .read();
    }
}
