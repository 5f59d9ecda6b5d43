package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import io.strongroom.core.key.Key;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Tenant;
import io.strongroom.postgres.StateSet.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Each change of sealed rows changes the sums of their set, in its own transaction.
class StateSetsTest {
    private static final PostgresStore STORE = new PostgresStore();
    private static final StateSets SETS = new StateSets(new FakeSealer());

    @AfterAll
    static void close() {
        STORE.close();
    }

    @Test
    void a_new_tenant_has_all_sets_and_one_row_in_them() {
        Tenant tenant = STORE.freshTenant();

        assertThat(sets(tenant)).hasSize(16);
        assertThat(rows(tenant)).isEqualTo(1);
    }

    @Test
    void every_row_is_counted_from_its_creation_to_its_purge() {
        Stored stored = Stored.victim(STORE);
        OpenVault vault = stored.open();
        assertThat(rows(vault.tenant())).isEqualTo(4);

        Key key = stored.key();
        Key deleted =
                key.with(Presence.Deleted.since(Instant.EPOCH.plusSeconds(1), Duration.ofDays(7)));
        commit(vault, STORE.keys.replace(key, deleted));
        assertThat(rows(vault.tenant())).isEqualTo(4);

        Key purged = deleted.with(new Presence.Purged());
        commit(vault, STORE.keys.purge(deleted, purged));
        assertThat(rows(vault.tenant())).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key_version"})
    void a_change_moves_one_row_to_its_next_generation(String table) {
        Stored stored = Stored.victim(STORE);
        RowSums before = sums(stored.tenant());

        assertThat(STORE.commit(stored.tenant().id(), stored.next(STORE, table))).isTrue();

        RowSums difference = sums(stored.tenant()).minus(before);
        assertThat(difference.rows()).isZero();
        assertThat(difference.elements().signum()).isPositive();
        assertThat(difference.subjects().signum()).isZero();
        assertThat(difference.turns()).isEqualTo(RowSums.number(stored.subject(table)));
    }

    @Test
    void a_change_that_is_not_made_leaves_the_sums() {
        Tenant tenant = STORE.freshTenant();
        commit(tenant, STORE.vaults.replace(tenant, Stored.renamed(tenant, "First")));
        RowSums before = sums(tenant);

        assertThat(
                        STORE.commit(
                                tenant.id(),
                                STORE.vaults.replace(tenant, Stored.renamed(tenant, "Second"))))
                .isFalse();

        assertThat(sums(tenant)).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE state_set SET document = set_bit(document, 333, 1 - get_bit(document, 333)) WHERE tenant_id = ?",
                "UPDATE state_set SET mac = set_byte(mac, 7, get_byte(mac, 7) # 1) WHERE tenant_id = ?",
                "UPDATE state_set SET document = (SELECT document FROM state_set s WHERE s.tenant_id = state_set.tenant_id AND s.part = (state_set.part + 1) % 16) WHERE tenant_id = ?"
            })
    void a_set_that_was_edited_takes_no_change(String edit) {
        Tenant tenant = STORE.freshTenant();
        STORE.tamper(edit, tenant.id().value());

        assertThatThrownBy(() ->
                        STORE.commit(
                                tenant.id(),
                                STORE.vaults.replace(tenant, Stored.renamed(tenant, "Other"))))
                .isInstanceOf(VaultException.Integrity.class)
                .hasMessageContaining("a stored set of rows");
    }

    @Test
    void a_set_that_was_removed_takes_no_change() {
        Tenant tenant = STORE.freshTenant();
        int part = Part.of(tenant.id().value(), tenant.id().value()).number();
        STORE.tamper(
                "DELETE FROM state_set WHERE tenant_id = ? AND part = ?",
                tenant.id().value(),
                part);

        assertThatThrownBy(() ->
                        STORE.commit(
                                tenant.id(),
                                STORE.vaults.replace(tenant, Stored.renamed(tenant, "Other"))))
                .isInstanceOf(VaultException.Integrity.class)
                .hasMessage("a stored set of rows is gone");
    }

    private static void commit(OpenVault vault, Change change) {
        commit(vault.tenant(), change);
    }

    private static void commit(Tenant tenant, Change change) {
        assertThat(STORE.commit(tenant.id(), change)).isTrue();
    }

    private static long rows(Tenant tenant) {
        return sums(tenant).rows();
    }

    private static RowSums sums(Tenant tenant) {
        return sets(tenant).stream().map(StateSet::sums).reduce(RowSums.NONE, RowSums::plus);
    }

    private static List<StateSet> sets(Tenant tenant) {
        SETS.key();
        UUID id = tenant.id().value();
        return STORE.connections.run(connection -> sets(connection, id));
    }

    private static List<StateSet> sets(Connection connection, UUID tenant) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement(
                        "SELECT document, mac FROM state_set WHERE tenant_id = ?")) {
            statement.setObject(1, tenant);
            try (ResultSet result = statement.executeQuery()) {
                return RowReader.all(result, SETS::open);
            }
        }
    }
}
