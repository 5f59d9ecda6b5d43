package io.strongroom.core.operation;

import io.strongroom.core.VaultException;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Submission;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Bounds what requests without a valid token write to the log. Of the requests that are refused at
/// one vault, from one address and for one reason, the first in a period is recorded before it is
/// answered, as every other request. The rest are answered at once and counted, and a record with
/// their number is stored when the period ends. Each request is in the count of one record.
///
/// A period ends with each call of [#flush]. What a client can vary without end, addresses and
/// names of vaults that do not exist, fills neither the log nor the memory: beyond [#MAX_KINDS] in
/// a period, requests are counted by tenant and reason alone.
public final class AnonymousRefusals implements AutoCloseable {
    /// How many vaults, addresses and reasons together are told apart in a period.
    static final int MAX_KINDS = 32;

    /// The detail of a record that holds the number of requests it stands for.
    static final String COUNT = "count";

    private final AuditTrail trail;
    private final Object lock = new Object();
    private Map<Kind, Counted> period = new HashMap<>();
    private int kinds;
    private long counted;

    /// @param trail gets the records with a count
    public AnonymousRefusals(AuditTrail trail) {
        this.trail = trail;
    }

    /// What the requests that are counted together have in common.
    ///
    /// @param vault null if the vault does not exist, or vaults are not told apart
    /// @param address null if addresses are not told apart
    private record Kind(
            TenantId tenant, @Nullable String vault, @Nullable String address, String reason) {

        static Kind of(AuditEvent refusal) {
            Target target = refusal.target();
            return new Kind(
                    target.tenant(),
                    target.tenant().equals(TenantId.NONE) ? null : target.vault(),
                    refusal.request().clientAddress(),
                    refusal.outcome().signature());
        }

        Kind coarse() {
            return new Kind(tenant, null, null, reason);
        }

        boolean isCoarse() {
            return address == null;
        }
    }

    /// @param first null if nothing was counted
    private record Counted(@Nullable AuditEvent first, long count) {
        static final Counted NOTHING = new Counted(null, 0);

        Counted plus(Counted later) {
            return new Counted(first == null ? later.first : first, count + later.count);
        }
    }

    /// Counts a refusal unless it is the first of its kind in this period.
    ///
    /// @return false if the refusal must be recorded by itself
    boolean count(AuditEvent refusal) {
        Kind kind = Kind.of(refusal);
        synchronized (lock) {
            boolean known = period.containsKey(kind);
            if (!known && kinds < MAX_KINDS) {
                kinds++;
                period.put(kind, Counted.NOTHING);
                return false;
            }
            counted++;
            add(known ? kind : kind.coarse(), new Counted(refusal, 1));
            return true;
        }
    }

    /// Ends the period and stores a record for each kind that was counted in it. What cannot be
    /// stored is counted in the next period.
    public void flush() {
        Map<Kind, Counted> ended = end();
        Map<Kind, Submission> submitted = new HashMap<>();
        ended.forEach((kind, refusals) ->
                submitted(kind, refusals).ifPresent(taken -> submitted.put(kind, taken)));
        ended.forEach((kind, refusals) -> {
            if (!isStored(submitted.get(kind))) {
                addAgain(kind, refusals);
            }
        });
    }

    private Map<Kind, Counted> end() {
        synchronized (lock) {
            Map<Kind, Counted> ended = period;
            period = new HashMap<>();
            kinds = 0;
            ended.values().removeIf(refusals -> refusals.count() == 0);
            return ended;
        }
    }

    private Optional<Submission> submitted(Kind kind, Counted refusals) {
        AuditEvent first = refusals.first();
        if (first == null) {
            return Optional.empty();
        }
        try {
            trail.requireOpen();
            return Optional.of(
                    trail.submit(
                            record(kind, first, refusals.count()),
                            List.of(),
                            null,
                            Thread.currentThread()));
        } catch (VaultException notTaken) {
            return Optional.empty();
        }
    }

    private static AuditEvent record(Kind kind, AuditEvent first, long count) {
        Map<String, String> details = new HashMap<>(first.details());
        details.put(COUNT, Long.toString(count));
        return new AuditEvent(
                first.action(),
                first.request(),
                kind.isCoarse() ? Target.of(kind.tenant()) : first.target(),
                null,
                first.outcome(),
                first.duration(),
                details);
    }

    private static boolean isStored(@Nullable Submission submission) {
        try {
            return submission != null && submission.await();
        } catch (VaultException notStored) {
            return false;
        }
    }

    private void addAgain(Kind kind, Counted refusals) {
        synchronized (lock) {
            add(kind, refusals);
        }
    }

    private void add(Kind kind, Counted refusals) {
        period.merge(kind, refusals, Counted::plus);
    }

    /// Number of requests that were counted and not recorded by themselves.
    public long counted() {
        synchronized (lock) {
            return counted;
        }
    }

    /// Stores what was counted.
    @Override
    public void close() {
        flush();
    }
}
