package io.strongroom.postgres;

import static io.strongroom.postgres.PostgresStore.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// What is cached, and how a stale value is detected.
class CachesTest {
    private static final PostgresStore STORE = new PostgresStore();

    /// The repositories of another node on the same database.
    private static final PostgresVaultRepository OTHER_VAULTS =
            new PostgresVaultRepository(STORE.connections, new FakeSealer(), 1);

    private static final PostgresKeyRepository OTHER_KEYS =
            new PostgresKeyRepository(STORE.connections, new FakeSealer());

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void what_was_found_once_is_not_looked_up_again() {
        OpenVault vault = STORE.freshVault();
        STORE.key(vault, "signing");
        FoundKey key = STORE.find(vault, reference("signing"), false).orElseThrow();
        OpenVault open = STORE.vaults.open(vault.vault().name(), false).orElseThrow();
        Tenant tenant = STORE.vaults.tenant(vault.tenant().id(), false).orElseThrow();
        STORE.tamper("UPDATE key SET seal = ''");
        STORE.tamper("UPDATE vault SET seal = ''");
        STORE.tamper("UPDATE tenant SET seal = ''");

        assertThat(STORE.find(vault, reference("SIGNING"), false).orElseThrow()).isSameAs(key);
        assertThat(STORE.vaults.open(vault.vault().name(), false).orElseThrow()).isSameAs(open);
        assertThat(STORE.vaults.tenant(tenant.id(), false).orElseThrow()).isSameAs(tenant);
    }

    @Test
    void what_must_be_current_is_looked_up_always() {
        OpenVault vault = STORE.freshVault();
        STORE.key(vault, "signing");
        STORE.find(vault, reference("signing"), false);
        STORE.vaults.open(vault.vault().name(), false);
        STORE.vaults.tenant(vault.tenant().id(), false);
        STORE.tamper("UPDATE key SET seal = ''");
        STORE.tamper("UPDATE vault SET seal = ''");
        STORE.tamper("UPDATE tenant SET seal = ''");

        assertThatThrownBy(() -> STORE.find(vault, reference("signing"), true))
                .isInstanceOf(VaultException.Integrity.class);
        assertThatThrownBy(() -> STORE.vaults.open(vault.vault().name(), true))
                .isInstanceOf(VaultException.Integrity.class);
        assertThatThrownBy(() -> STORE.vaults.tenant(vault.tenant().id(), true))
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void what_another_node_has_just_made_is_found_although_it_was_missing_before() {
        Tenant tenant = STORE.freshTenant();
        Vault made = Samples.freshVault(tenant);
        assertThat(OTHER_VAULTS.open(made.name(), false)).isEmpty();
        OpenVault vault = new OpenVault(STORE.added(made), tenant);
        assertThat(OTHER_KEYS.find(vault, reference("signing").name(), null, false)).isEmpty();
        STORE.key(vault, "signing");

        assertThat(OTHER_VAULTS.open(made.name(), false)).isPresent();
        assertThat(OTHER_KEYS.find(vault, reference("signing").name(), null, false)).isPresent();
    }

    @Test
    void a_change_on_another_node_is_found_out_by_the_guard_and_then_seen() {
        OpenVault vault = STORE.freshVault();
        KeyVersion version = STORE.key(vault, "signing");
        OTHER_KEYS.find(vault, reference("signing").name(), null, false);
        OTHER_VAULTS.open(vault.vault().name(), false);
        KeyVersion disabled = Samples.disabled(version);
        STORE.commit(vault.tenant().id(), STORE.keys.replace(version, disabled));
        Vault deleted = Samples.deleted(vault.vault());
        STORE.commit(vault.tenant().id(), STORE.vaults.replace(vault.vault(), deleted));

        FoundKey old =
                OTHER_KEYS.find(vault, reference("signing").name(), null, false).orElseThrow();
        OpenVault oldVault = OTHER_VAULTS.open(vault.vault().name(), false).orElseThrow();
        assertThat(STORE.holds(old.version().guard())).isFalse();
        assertThat(STORE.holds(oldVault.vault().guard())).isFalse();

        OTHER_KEYS.find(vault, reference("signing").name(), null, true);
        assertThat(OTHER_VAULTS.open(vault.vault().name(), true)).isEmpty();
        assertThat(
                        OTHER_KEYS
                                .find(vault, reference("signing").name(), null, false)
                                .orElseThrow()
                                .version())
                .isEqualTo(disabled);
        assertThat(OTHER_VAULTS.open(vault.vault().name(), false)).isEmpty();
    }

    @Test
    void a_new_version_made_on_another_node_is_found_out_by_the_guard_of_the_key() {
        OpenVault vault = STORE.freshVault();
        KeyVersion first = Samples.ec256Key(vault, "signing");
        Key key = STORE.added(vault, first);
        FoundKey cached =
                OTHER_KEYS.find(vault, reference("signing").name(), null, false).orElseThrow();
        KeyVersion second = Samples.following(first, Samples.ec256Key(vault, "signing"));
        Key after = key.with(second);
        STORE.commit(vault.tenant().id(), STORE.keys.addVersion(key, after, second));

        assertThat(STORE.holds(cached.version().guard())).isTrue();
        assertThat(STORE.holds(cached.key().guard())).isFalse();
    }

    @Test
    void a_change_on_the_same_node_is_seen_at_once() {
        OpenVault vault = STORE.freshVault();
        KeyVersion version = STORE.key(vault, "signing");
        ObjectReference exact = ObjectReference.of(version.key().name(), version.id());
        STORE.find(vault, reference("signing"), false);
        STORE.find(vault, exact, false);
        STORE.vaults.open(vault.vault().name(), false);
        KeyVersion disabled = Samples.disabled(version);
        STORE.commit(vault.tenant().id(), STORE.keys.replace(version, disabled));
        Vault deleted = Samples.deleted(vault.vault());
        STORE.commit(vault.tenant().id(), STORE.vaults.replace(vault.vault(), deleted));

        assertThat(STORE.find(vault, reference("signing"), false).orElseThrow().version())
                .isEqualTo(disabled);
        assertThat(STORE.find(vault, exact, false).orElseThrow().version()).isEqualTo(disabled);
        assertThat(STORE.vaults.open(vault.vault().name(), false)).isEmpty();
    }

    @Test
    void a_key_of_one_vault_is_no_hit_in_another() {
        OpenVault vault = STORE.freshVault();
        OpenVault sibling = STORE.freshVault(vault.tenant());
        STORE.key(vault, "signing");
        STORE.find(vault, reference("signing"), false);

        assertThat(STORE.find(sibling, reference("signing"), false)).isEmpty();
        assertThat(STORE.find(STORE.freshVault(STORE.freshTenant()), reference("signing"), false))
                .isEmpty();
    }
}
