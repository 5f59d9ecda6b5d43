package io.strongroom.core.key;

import static io.strongroom.core.identity.VaultCollection.KEYS;

import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository;
import java.time.Clock;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// What a task does with keys by itself: each operation has a record that names the task as the
/// caller.
final class TaskRecords {
    private final String task;
    private final AuditedOperations operations;
    private final VaultRepository vaults;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// @param task its name
    /// @param ids names of the operations in records
    TaskRecords(
            String task,
            AuditedOperations operations,
            VaultRepository vaults,
            Supplier<UUID> ids,
            Clock clock) {
        this.task = task;
        this.operations = operations;
        this.vaults = vaults;
        this.ids = ids;
        this.clock = clock;
    }

    /// Performs an operation on a key, as [AuditedOperations#perform] does.
    ///
    /// @param operation gets the vault of the key, which may be deleted
    <R> void perform(
            Action action, KeyId key, BiFunction<OpenVault, Evidence, Decided<R>> operation) {
        operations.perform(
                action,
                RequestFacts.ofTask(ids.get().toString(), task, clock.instant()),
                evidence -> operation.apply(entered(key, evidence), evidence));
    }

    private OpenVault entered(KeyId key, Evidence evidence) {
        TenantId tenant = key.vault().tenant();
        evidence.by(Caller.service(tenant, task));
        evidence.about(Target.of(tenant));
        OpenVault vault = vault(key);
        evidence.about(Target.resource(tenant, vault.resourceId(), vault.vault().name().value()));
        Visit.about(evidence, KEYS, key.name(), null);
        return vault;
    }

    /// The vault of a key.
    ///
    /// @throws VaultException.Integrity if there is none
    OpenVault vault(KeyId key) {
        return vaults.find(key.vault())
                .orElseThrow(
                        () -> new VaultException.Integrity("the vault of a stored key is gone"));
    }
}
