package io.strongroom.core.key;

import static io.strongroom.core.identity.VaultCollection.KEYS;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.schedule.Task;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Purges deleted keys at the end of their retention, those of deleted vaults too. Each purge has a
/// record that names the service as the caller.
public final class ScheduledPurge implements Task {
    /// The name of the task.
    public static final String NAME = "purge";

    private static final int PAGE = 100;

    /// A run ends after this many, so that it ends before its lease does.
    private static final int PAGES = 100;

    private final TaskRecords records;
    private final KeyRepository keys;
    private final Clock clock;

    /// @param ids names of the purges in records
    public ScheduledPurge(
            AuditedOperations operations,
            VaultRepository vaults,
            KeyRepository keys,
            Supplier<UUID> ids,
            Clock clock) {
        this.records = new TaskRecords(NAME, operations, vaults, ids, clock);
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Duration interval() {
        return Duration.ofMinutes(1);
    }

    @Override
    public Duration limit() {
        return Duration.ofMinutes(10);
    }

    /// Purges all that are due. A key that cannot be purged does not keep the others from it.
    ///
    /// @throws VaultException of a key that could not be purged
    @Override
    public void run() {
        Run run = new Run();
        int pages = 1;
        while (run.purgePage() && pages < PAGES) {
            pages++;
        }
        run.requireNoFailure();
    }

    private final class Run {
        private @Nullable VaultException failure;

        /// @return whether there may be more that can be purged
        boolean purgePage() {
            List<KeyId> due = keys.due(clock.instant(), PAGE);
            long purged = due.stream().filter(this::isPurged).count();
            return purged > 0 && due.size() == PAGE;
        }

        private boolean isPurged(KeyId key) {
            try {
                purge(key);
                return true;
            } catch (VaultException e) {
                if (e.problem() != Problem.KEY_NOT_FOUND) { // recovered or purged meanwhile
                    failure = e;
                }
                return false;
            }
        }

        void requireNoFailure() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    private void purge(KeyId key) {
        records.perform(Action.KEY_PURGE, key, (vault, evidence) -> purge(vault, key, evidence));
    }

    private Decided<Key> purge(OpenVault vault, KeyId id, Evidence evidence) {
        Key key =
                keys.key(vault, id.name())
                        .filter(this::isDue)
                        .orElseThrow(() -> KeyFinder.deletedNotFound(id.name()));
        evidence.rely(key.guard());
        Visit.about(evidence, KEYS, key.id().name(), null);
        Key purged = key.with(new Presence.Purged());
        return Decided.changing(keys.purge(key, purged), purged).withStatus(204);
    }

    private boolean isDue(Key key) {
        return key.presence() instanceof Presence.Deleted deleted && deleted.isDue(clock.instant());
    }
}
