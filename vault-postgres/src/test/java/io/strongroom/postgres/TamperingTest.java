package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.VaultException;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.postgres.Reads.Outcome;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The service rejects rows that an administrator of the database edited.
class TamperingTest {
    private static final UUID NOBODYS = UUID.fromString("99999999-9999-4999-8999-999999999999");
    private static final VaultName FREE_NAME = new VaultName("nobodys");

    /// Where a donor's value cannot be taken, because it must be unique or is the same.
    private static final Map<String, Object> UNIQUE =
            Map.of(
                    "tenant.tenant_id",
                    NOBODYS,
                    "key.subject",
                    NOBODYS,
                    "key_version.subject",
                    NOBODYS,
                    "vault.canonical_name",
                    FREE_NAME.value(),
                    "vault_name.canonical_name",
                    FREE_NAME.value(),
                    "tenant.seal_key",
                    2,
                    "vault.seal_key",
                    2,
                    "key.seal_key",
                    2,
                    "key_version.seal_key",
                    2);

    private static final Map<String, String> PLACES =
            Map.of(
                    "tenant", "tenant_id = ?",
                    "vault", "vault_id = ?",
                    "vault_name", "vault_id = ?",
                    "key", "subject = ?",
                    "key_version", "version = ?");

    private static final List<String> TABLES =
            List.of("generation", "tenant", "vault", "vault_name", "key", "key_version");

    private static final PostgresStore STORE = new PostgresStore();
    private static final Stored DONOR = Stored.donor(STORE);

    @SuppressWarnings("NullAway.Init") // made before each test
    private Stored victim;

    @AfterAll
    static void close() {
        STORE.close();
    }

    @BeforeAll
    static void rememberDonor() {
        for (String table : TABLES) {
            STORE.tamper("CREATE TABLE donors_%1$s AS SELECT * FROM %1$s".formatted(table));
        }
    }

    @BeforeEach
    void makeVictim() {
        for (String table : TABLES) {
            STORE.tamper("DELETE FROM " + table);
            STORE.tamper("INSERT INTO %1$s SELECT * FROM donors_%1$s".formatted(table));
        }
        victim = Stored.victim(STORE);
    }

    static List<String> columns() throws SQLException {
        try (Connection connection = STORE.database.asSuperuser();
                Statement statement = connection.createStatement();
                ResultSet result =
                        statement.executeQuery(
                                """
                                SELECT table_name || '.' || column_name
                                FROM information_schema.columns
                                WHERE table_schema = 'strongroom' AND table_name IN
                                    ('tenant', 'vault', 'vault_name', 'key', 'key_version')
                                ORDER BY table_name, ordinal_position
                                """)) {
            List<String> columns = new ArrayList<>();
            while (result.next()) {
                columns.add(result.getString(1));
            }
            return columns;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "vault_name", "key", "key_version"})
    void an_untouched_row_is_found(String table) {
        assertThat(reads(table)).contains(Outcome.FOUND).doesNotContain(Outcome.REFUSED);
    }

    @ParameterizedTest
    @MethodSource("columns")
    void a_value_of_another_row_is_refused(String column) {
        String table = column.substring(0, column.indexOf('.'));
        String name = column.substring(column.indexOf('.') + 1);
        Object unique = UNIQUE.get(column);

        if (unique == null) {
            String donors =
                    "(SELECT %s FROM %s WHERE %s)".formatted(name, table, PLACES.get(table));
            change(table, name + " = " + donors, DONOR.subject(table));
        } else {
            change(table, name + " = ?", unique);
        }

        assertThat(reads(table)).contains(Outcome.REFUSED).doesNotContain(Outcome.FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "tenant, document",
        "tenant, seal",
        "vault, document",
        "vault, seal",
        "key, document",
        "key, seal",
        "key_version, document",
        "key_version, seal"
    })
    void a_flipped_bit_is_refused(String table, String column) {
        change(table, "%1$s = set_bit(%1$s, 7, 1 - get_bit(%1$s, 7))".formatted(column));

        assertThat(reads(table)).contains(Outcome.REFUSED).doesNotContain(Outcome.FOUND);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void a_row_that_was_brought_back_is_refused(String table) {
        STORE.tamper("CREATE TABLE before AS SELECT * FROM " + table);
        assertThat(STORE.commit(victim.tenant().id(), victim.next(STORE, table))).isTrue();
        assertThat(reads(table)).contains(Outcome.FOUND).doesNotContain(Outcome.REFUSED);

        STORE.tamper("DELETE FROM %s WHERE %s".formatted(table, PLACES.get(table)), subject(table));
        STORE.tamper(
                "INSERT INTO %s SELECT * FROM before WHERE %s".formatted(table, PLACES.get(table)),
                subject(table));
        STORE.tamper("DROP TABLE before");

        assertThat(reads(table)).contains(Outcome.REFUSED).doesNotContain(Outcome.FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "tenant, generation = generation + 1",
        "tenant, tenant_id = '99999999-9999-4999-8999-999999999999'",
        "tenant, subject = '99999999-9999-4999-8999-999999999999'",
        "vault, generation = generation + 1",
        "vault, tenant_id = '99999999-9999-4999-8999-999999999999'",
        "vault, subject = '99999999-9999-4999-8999-999999999999'",
        "key, generation = generation + 1",
        "key, tenant_id = '99999999-9999-4999-8999-999999999999'",
        "key, subject = '99999999-9999-4999-8999-999999999999'",
        "key_version, generation = generation + 1",
        "key_version, tenant_id = '99999999-9999-4999-8999-999999999999'",
        "key_version, subject = '99999999-9999-4999-8999-999999999999'"
    })
    void a_row_without_its_generation_is_refused(String table, String assignment) {
        STORE.tamper(
                "UPDATE generation SET %s WHERE subject = ?".formatted(assignment), subject(table));

        assertThat(reads(table)).contains(Outcome.REFUSED).doesNotContain(Outcome.FOUND);
    }

    @Test
    void a_version_moved_with_all_its_columns_to_another_key_is_refused() {
        change(
                "key_version",
                "tenant_id = ?, vault_id = ?, canonical_name = ?, ordinal = 99",
                DONOR.tenant().id().value(),
                DONOR.vault().id().value(),
                DONOR.key().id().name().canonical());

        OpenVault donors = new OpenVault(DONOR.vault(), DONOR.tenant());
        assertThat(
                        new Reads(STORE)
                                .keys(donors, List.of(DONOR.key().id().name()), versions(victim)))
                .contains(Outcome.REFUSED);
    }

    @Test
    void a_vault_name_that_points_to_another_vault_is_refused() {
        change(
                "vault_name",
                "tenant_id = ?, vault_id = ?",
                DONOR.tenant().id().value(),
                DONOR.vault().id().value());

        assertThat(reads("vault_name")).containsOnly(Outcome.REFUSED, Outcome.NOTHING);
    }

    @Test
    void an_edited_vault_names_its_tenant() {
        change("vault", "resource_group = ?", "elsewhere");

        assertThatThrownBy(() -> STORE.vaults.open(victim.vault().name(), true))
                .isInstanceOfSatisfying(
                        VaultException.Integrity.class,
                        edited -> assertThat(edited.tenant()).isEqualTo(victim.tenant().id()));
    }

    @Test
    void a_key_whose_current_version_is_gone_is_refused() {
        STORE.tamper("DELETE FROM key_version WHERE version = ?", victim.version().id().value());

        assertThat(reads("key")).contains(Outcome.REFUSED).doesNotContain(Outcome.FOUND);
    }

    /// Reads a row of the table at its own place and at all places that it may have been moved to.
    private List<Outcome> reads(String table) {
        Reads reads = new Reads(STORE);
        TenantId own = victim.tenant().id();
        TenantId donors = DONOR.tenant().id();
        UUID vault = victim.vault().id().value();
        List<OpenVault> places =
                List.of(
                        victim.openAs(own, vault),
                        victim.openAs(donors, vault),
                        victim.openAs(own, DONOR.vault().id().value()));
        List<ObjectName> names = List.of(victim.key().id().name(), DONOR.key().id().name());
        List<VersionId> versions = List.of(victim.version().id(), DONOR.version().id());
        Stream<Outcome> outcomes =
                switch (table) {
                    case "tenant" ->
                            Stream.concat(
                                    reads.tenants(own, new TenantId(NOBODYS)),
                                    reads.vaults(victim.vault().name()));
                    case "vault" ->
                            Stream.concat(
                                    reads.vaults(victim.vault().name()),
                                    reads.vaultLists(places.toArray(OpenVault[]::new)));
                    case "vault_name" -> reads.vaults(victim.vault().name(), FREE_NAME);
                    case "key" ->
                            places.stream().flatMap(place -> reads.keys(place, names, versions));
                    default ->
                            places.stream()
                                    .flatMap(place ->
                                            Stream.concat(
                                                    reads.keys(place, names, versions),
                                                    reads.versions(place, names)));
                };
        return outcomes.toList();
    }

    private void change(String table, String assignment, Object... values) {
        List<Object> all = new ArrayList<>(List.of(values));
        all.add(subject(table));
        int rows =
                STORE.tamper(
                        "UPDATE %s SET %s WHERE %s".formatted(table, assignment, PLACES.get(table)),
                        all.toArray());
        assertThat(rows).isEqualTo(1);
    }

    private UUID subject(String table) {
        return victim.subject(table);
    }

    private static List<VersionId> versions(Stored stored) {
        return List.of(stored.version().id());
    }
}
