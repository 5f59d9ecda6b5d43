package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Vault;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Rows that an administrator of the database removed, where what is left contradicts it. The node
/// that reads has nothing in its caches.
class RemovedRowsTest {
    private static final PostgresStore STORE = new PostgresStore();

    private final PostgresVaultRepository vaults =
            new PostgresVaultRepository(STORE.connections, new FakeSealer(), 1);

    private final PostgresKeyRepository keys =
            new PostgresKeyRepository(STORE.connections, new FakeSealer());

    @SuppressWarnings("NullAway.Init") // made before each test
    private Stored victim;

    @AfterAll
    static void close() {
        STORE.close();
    }

    @BeforeEach
    void makeVictim() {
        victim = Stored.victim(STORE);
    }

    @Test
    void versions_without_their_key_are_refused() {
        remove("key", "subject", victim.key().subject());

        assertRefused(() -> find(null), null);
        assertRefused(() -> find(victim.version().id()), null);
        assertRefused(
                () ->
                        keys.versions(
                                victim.open(), victim.key().id().name(), new PageRequest(10, null)),
                null);
    }

    @Test
    void a_key_that_was_never_there_is_only_absent() {
        assertThat(keys.find(victim.open(), new ObjectName("other"), null, true)).isEmpty();
        assertThat(
                        keys.versions(
                                        victim.open(),
                                        new ObjectName("other"),
                                        new PageRequest(10, null))
                                .items())
                .isEmpty();
    }

    @Test
    void a_vault_without_its_name_is_refused_and_reported_to_its_tenant() {
        remove("vault_name", "vault_id", victim.vault().id().value());

        assertRefused(() -> vaults.open(victim.vault().name(), false), victim.tenant().id());
        assertRefused(() -> vaults.holder(victim.vault().name()), victim.tenant().id());
    }

    @Test
    void a_name_that_another_tenants_vault_has_cannot_be_taken() {
        remove("vault_name", "vault_id", victim.vault().id().value());
        Vault thiefs = withName(Samples.freshVault(STORE.freshTenant()), victim.vault());

        assertRefused(() -> STORE.commit(thiefs.id().tenant(), STORE.vaults.add(thiefs)), null);

        assertRefused(() -> vaults.open(victim.vault().name(), false), victim.tenant().id());
    }

    @Test
    void a_name_without_its_vault_is_refused() {
        remove("vault", "vault_id", victim.vault().id().value());

        assertRefused(() -> vaults.open(victim.vault().name(), false), null);
    }

    @Test
    void a_tenant_that_left_rows_is_refused() {
        UUID tenant = victim.tenant().id().value();
        remove("tenant", "tenant_id", tenant);
        assertRefused(() -> vaults.tenant(victim.tenant().id(), true), null);

        remove("generation", "subject", tenant);
        assertRefused(() -> vaults.tenant(victim.tenant().id(), true), null);

        remove("vault", "tenant_id", tenant);
        assertRefused(() -> vaults.tenant(victim.tenant().id(), true), null);

        remove("key", "tenant_id", tenant);
        assertRefused(() -> vaults.tenant(victim.tenant().id(), true), null);

        remove("key_version", "tenant_id", tenant);
        assertThat(vaults.tenant(victim.tenant().id(), true)).isEmpty();
    }

    @Test
    void a_tenant_that_was_never_there_is_only_absent() {
        assertThat(vaults.tenant(new TenantId(UUID.randomUUID()), true)).isEmpty();
    }

    private void find(@Nullable VersionId version) {
        OpenVault vault = victim.open();
        keys.find(vault, victim.key().id().name(), version, true);
    }

    private static void remove(String table, String column, UUID value) {
        assertThat(STORE.tamper("DELETE FROM %s WHERE %s = ?".formatted(table, column), value))
                .isPositive();
    }

    private static Vault withName(Vault vault, Vault named) {
        return new Vault(
                vault.id(),
                named.name(),
                vault.subscription(),
                vault.resourceGroup(),
                vault.location(),
                vault.settings(),
                vault.created(),
                vault.createdBy(),
                vault.updated(),
                vault.updatedBy(),
                null,
                vault.generation());
    }

    private static void assertRefused(ThrowingCallable read, @Nullable TenantId owner) {
        assertThatThrownBy(read)
                .isInstanceOfSatisfying(
                        VaultException.Integrity.class,
                        edited -> {
                            if (owner != null) {
                                assertThat(edited.tenant()).isEqualTo(owner);
                            }
                        });
    }
}
