package io.strongroom.core.key;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.CONTOSO_VAULT;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.policy;

import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.backup.Backups;
import io.strongroom.core.backup.Geographies;
import io.strongroom.core.crypto.IndependentCheck;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.permission.Right;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/// Contoso's vault of [KeyFixture], a second one in the same location and one in a location of
/// another geography. Contoso's administrator may do everything with keys in each.
final class BackupFixture {
    static final VaultName SECOND = new VaultName("contoso-second");
    static final VaultName ABROAD = new VaultName("contoso-abroad");
    static final ObjectName NAME = new ObjectName("Signing");

    final KeyFixture keys = new KeyFixture();

    BackupFixture() {
        add(Samples.vault(Samples.contoso(), SECOND));
        add(in("local2", Samples.vault(Samples.contoso(), ABROAD)));
    }

    private void add(Vault vault) {
        Vault open = Samples.withPolicies(vault, policy(ADMIN, onKeys()));
        keys.installation.store.commit(keys.installation.vaults.add(vault));
        keys.installation.store.commit(keys.installation.vaults.replace(vault, open));
    }

    private static Vault in(String location, Vault vault) {
        return new Vault(
                vault.id(),
                vault.name(),
                vault.subscription(),
                vault.resourceGroup(),
                location,
                vault.settings(),
                vault.created(),
                vault.createdBy(),
                vault.updated(),
                vault.updatedBy(),
                vault.deleted(),
                vault.generation());
    }

    private static Right[] onKeys() {
        return Arrays.stream(Right.values())
                .filter(right -> right.name().startsWith("KEYS_"))
                .toArray(Right[]::new);
    }

    byte[] backup() {
        return backup(contosoAdmin());
    }

    byte[] backup(Caller caller) {
        return keys.perform(
                Action.KEY_BACKUP, caller, v -> keys.installation.backups.backup(v, NAME));
    }

    KeyVersion restore(VaultName vault, byte[] backup) {
        return restore(contosoAdmin(), vault, backup);
    }

    KeyVersion restore(Caller caller, VaultName vault, byte[] backup) {
        return restore(keys.installation.backups, caller, vault, backup);
    }

    KeyVersion restore(KeyBackups backups, Caller caller, VaultName vault, byte[] backup) {
        return keys.installation.perform(
                Action.KEY_RESTORE, caller, vault, visit -> backups.restore(visit, () -> backup));
    }

    /// The use cases over another sealer and pool.
    KeyBackups with(Sealer sealer, PoolName pool) {
        return new KeyBackups(
                keys.installation.keys,
                new Backups(
                        keys.installation.cipher,
                        sealer,
                        Geographies.NONE,
                        UUID::randomUUID,
                        keys.installation.clock),
                new RestoredKeys(
                        keys.installation.keys, keys.installation.cipher, pool, UUID::randomUUID));
    }

    List<KeyVersion> versions(VaultName vault) {
        return keys.installation
                .keys
                .versions(keys.installation.vault(vault), NAME, new PageRequest(1000, null))
                .items();
    }

    void delete(VaultName vault) {
        keys.installation.perform(
                Action.KEY_DELETE,
                contosoAdmin(),
                vault,
                visit -> keys.lifecycle.delete(visit, NAME));
    }

    void purge(VaultName vault) {
        keys.installation.perform(
                Action.KEY_PURGE,
                contosoAdmin(),
                vault,
                visit -> keys.lifecycle.purge(visit, NAME));
    }

    KeyVersion make(VaultName vault) {
        return keys.installation.perform(
                Action.KEY_CREATE,
                contosoAdmin(),
                vault,
                visit -> keys.lifecycle.create(visit, NAME, KeyFixture.request(KeyFixture.P_256)));
    }

    /// Whether a version of the vault signs.
    boolean signs(VaultName vault, KeyVersion version) {
        KeyUsage.Result signed =
                keys.installation.perform(
                        Action.KEY_SIGN,
                        contosoAdmin(),
                        vault,
                        visit ->
                                keys.usage.sign(
                                        visit,
                                        ObjectReference.of(NAME, version.id()),
                                        SignatureAlgorithm.ES256,
                                        KeyFixture.DIGEST));
        return IndependentCheck.verifies(
                Samples.publicKeyOf(version.material()),
                SignatureAlgorithm.ES256,
                KeyFixture.MESSAGE,
                signed.value().bytes());
    }

    /// Gives Contoso another key, as if the tenant had been made anew.
    void renewTenantKey() {
        Tenant before = keys.installation.vault(CONTOSO_VAULT).tenant();
        Tenant after =
                new Tenant(
                        before.id(),
                        before.name(),
                        List.of(keys.installation.provider.createTenantKey(before.id())),
                        before.subscriptions(),
                        before.owners(),
                        before.officers(),
                        before.generation() + 1);
        keys.installation.store.commit(keys.installation.vaults.replace(before, after));
    }
}
