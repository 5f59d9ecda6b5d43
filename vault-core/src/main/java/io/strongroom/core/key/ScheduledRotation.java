package io.strongroom.core.key;

import static io.strongroom.core.identity.VaultCollection.KEYS;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.audit.Action;
import io.strongroom.core.event.EventType;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.rotation.Lifetime.Act;
import io.strongroom.core.schedule.Task;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Does what rotation policies say, when it is due: rotates keys, and tells that they are about to
/// expire or have expired. Each act has a record that names the rotation policy as the caller.
///
/// What was due while no node ran is done by the next run: each version is told of once, and a key
/// is rotated once however often it should have been.
public final class ScheduledRotation implements Task {
    /// The name of the task, and of the caller in its records.
    public static final String NAME = "rotation-policy";

    private static final int PAGE = 100;

    /// A run ends after this many, so that it ends before its lease does.
    private static final int PAGES = 20;

    /// A version is told of twice and replaced once, and its successor may be told of at once.
    private static final int ACTS = 5;

    private final TaskRecords records;
    private final KeyRepository repository;
    private final Keys keys;
    private final Clock clock;

    /// @param ids names of the acts in records
    public ScheduledRotation(
            AuditedOperations operations,
            VaultRepository vaults,
            KeyRepository repository,
            Keys keys,
            Supplier<UUID> ids,
            Clock clock) {
        this.records = new TaskRecords(NAME, operations, vaults, ids, clock);
        this.repository = repository;
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

    /// Does all that is due. A key with which something fails does not keep the others from it.
    ///
    /// @throws VaultException of a key with which something failed
    @Override
    public void run() {
        Run run = new Run();
        int pages = 1;
        while (run.page() && pages < PAGES) {
            pages++;
        }
        run.requireNoFailure();
    }

    private final class Run {
        private @Nullable VaultException failure;
        private int skipped;

        /// @return whether there may be more
        boolean page() {
            List<KeyId> due = repository.dueInLifetime(clock.instant(), skipped, PAGE);
            due.forEach(this::act);
            return due.size() == PAGE;
        }

        private void act(KeyId key) {
            try {
                if (actAll(key) == 0) {
                    skipped++;
                }
            } catch (VaultException e) {
                failure = e;
                skipped++;
            }
        }

        void requireNoFailure() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    /// @return how often something was done
    private int actAll(KeyId key) {
        int acts = 0;
        Optional<Act> due = due(key);
        while (due.isPresent() && acts < ACTS) {
            perform(due.get(), key);
            due = due(key);
            acts++;
        }
        return acts;
    }

    private Optional<Act> due(KeyId id) {
        try {
            return found(records.vault(id), id).flatMap(this::due);
        } catch (VaultException.Integrity edited) {
            return Optional.of(Act.ROTATION); // which fails in the same way, and is recorded
        }
    }

    private Optional<Act> due(FoundKey found) {
        return found.key()
                .lifetime()
                .next(found.version().lifetime())
                .filter(next -> !clock.instant().isBefore(next.due()))
                .map(Lifetime.Next::act);
    }

    private void perform(Act act, KeyId key) {
        try {
            records.perform(
                    action(act), key, (vault, evidence) -> decided(act, vault, key, evidence));
        } catch (VaultException e) {
            if (e.problem() != Problem.CONFLICT) { // done, or not due any more, meanwhile
                throw e;
            }
        }
    }

    private static Action action(Act act) {
        return switch (act) {
            case NOTICE -> Action.KEY_NEAR_EXPIRY;
            case EXPIRY -> Action.KEY_EXPIRED;
            case ROTATION -> Action.KEY_ROTATE_IF_DUE;
        };
    }

    private Decided<KeyVersion> decided(Act act, OpenVault vault, KeyId id, Evidence evidence) {
        evidence.rely(vault.vault().guard());
        FoundKey found =
                found(vault, id)
                        .filter(key -> due(key).filter(act::equals).isPresent())
                        .orElseThrow(ScheduledRotation::changedMeanwhile);
        evidence.rely(found.key().guard());
        evidence.rely(found.version().guard());
        Decided.Answer<KeyVersion> acted = acted(act, vault, found);
        Visit.about(evidence, KEYS, found.key().id().name(), acted.value().id());
        return acted;
    }

    private Decided.Answer<KeyVersion> acted(Act act, OpenVault vault, FoundKey found) {
        return switch (act) {
            case NOTICE -> keys.tell(act, EventType.KEY_NEAR_EXPIRY, vault, found);
            case EXPIRY -> keys.tell(act, EventType.KEY_EXPIRED, vault, found);
            case ROTATION -> keys.rotate(vault, found);
        };
    }

    /// The key with its current version, if both it and its vault are live.
    private Optional<FoundKey> found(OpenVault vault, KeyId id) {
        if (vault.vault().deleted() != null) {
            return Optional.empty();
        }
        return repository.find(vault, id.name(), null, true).filter(found -> found.key().isLive());
    }

    private static VaultException changedMeanwhile() {
        return new VaultException(
                Problem.CONFLICT, "The key was changed before its rotation policy was applied.");
    }
}
