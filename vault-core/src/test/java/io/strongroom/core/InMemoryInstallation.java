package io.strongroom.core;

import io.strongroom.core.access.TenantDoor;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.access.VaultDoor;
import io.strongroom.core.access.Visit;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.RecordingAuditTrail;
import io.strongroom.core.backup.Backups;
import io.strongroom.core.backup.Geographies;
import io.strongroom.core.budget.FailureBudget;
import io.strongroom.core.budget.FailureLimits;
import io.strongroom.core.budget.InMemoryFailureCounts;
import io.strongroom.core.crypto.InMemoryBackupCipher;
import io.strongroom.core.crypto.InMemoryKeyProvider;
import io.strongroom.core.crypto.InMemoryKeyReleaser;
import io.strongroom.core.crypto.InMemoryRandomSource;
import io.strongroom.core.event.InMemoryKeyEvents;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.key.InMemoryKeyRepository;
import io.strongroom.core.key.KeyBackups;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.RestoredKeys;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.operation.Decided.Answer;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.InMemoryVaultRepository;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;

/// The whole core over fakes, with the tenants Contoso and Fabrikam and one vault in each.
public final class InMemoryInstallation {
    public final SettableClock clock = new SettableClock(Samples.NOW);
    public final InMemoryStore store = new InMemoryStore();
    public final InMemoryVaultRepository vaults = new InMemoryVaultRepository(store);
    public final InMemoryKeyRepository keys = new InMemoryKeyRepository(store);
    public final InMemoryKeyEvents events = new InMemoryKeyEvents(store);
    public final RecordingAuditTrail trail = new RecordingAuditTrail(store);
    public final InMemoryKeyProvider provider = new InMemoryKeyProvider();
    public final InMemoryKeyReleaser releaser = new InMemoryKeyReleaser(provider);
    public final InMemoryRandomSource random = new InMemoryRandomSource();
    public final InMemoryFailureCounts failures = new InMemoryFailureCounts(store, clock);
    public final FailureBudget budget = new FailureBudget(FailureLimits.DEFAULTS, failures, clock);
    public final InMemoryBackupCipher cipher = new InMemoryBackupCipher(provider);
    public final AuditedOperations operations = new AuditedOperations(trail);
    public final VaultDoor door = new VaultDoor(vaults);
    public final VaultAdministration administration =
            new VaultAdministration(vaults, Set.of("local", "local2"), UUID::randomUUID, clock);
    public final KeyLifecycle lifecycle =
            new KeyLifecycle(keys, new Keys(keys, events, provider, UUID::randomUUID, clock));

    public final KeyBackups backups =
            new KeyBackups(
                    keys,
                    new Backups(
                            cipher,
                            new FakeSealer(),
                            new Geographies(Map.of("local2", "other")),
                            UUID::randomUUID,
                            clock),
                    new RestoredKeys(keys, cipher, provider.pool(), UUID::randomUUID));

    public InMemoryInstallation() {
        store.commit(vaults.add(Samples.contoso()));
        store.commit(vaults.add(Samples.fabrikam()));
        store.commit(vaults.add(Samples.contosoVault()));
        store.commit(vaults.add(Samples.fabrikamVault()));
    }

    /// The live vault of this name, as it is now.
    public OpenVault vault(VaultName name) {
        return vaults.open(name, true).orElseThrow();
    }

    /// Sets the access policies of a vault, as an administrator on another node would.
    public void policies(VaultName name, AccessPolicy... policies) {
        Vault before = vault(name).vault();
        store.commit(vaults.replace(before, Samples.withPolicies(before, policies)));
    }

    /// Takes the owners and officers from a tenant.
    public void removeRoles(TenantId id) {
        Tenant before = vaults.tenant(id, true).orElseThrow();
        store.commit(vaults.replace(before, Samples.withoutRoles(before)));
    }

    /// Performs an operation of the caller in a vault, with its record, as the data plane does.
    public <R> R perform(
            Action action, Caller caller, VaultName name, Function<Visit, Decided<R>> operation) {
        return perform(
                action,
                evidence -> {
                    OpenVault vault = door.open(name, evidence);
                    evidence.by(caller);
                    return operation.apply(new Visit(caller, vault, evidence));
                });
    }

    /// Performs an operation of the caller in their tenant, with its record, as the control plane
    /// does.
    public <R> Answer<R> administer(
            Action action, Caller caller, Function<TenantVisit, Decided<R>> operation) {
        return operations.perform(
                action,
                Samples.request(),
                evidence -> {
                    evidence.by(caller);
                    return operation.apply(new TenantDoor(vaults).enter(caller, evidence));
                });
    }

    /// Performs an operation, with its record.
    public <R> R perform(Action action, Function<Evidence, Decided<R>> operation) {
        return operations.perform(action, Samples.request(), operation).value();
    }
}
