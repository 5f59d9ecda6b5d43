package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.postgres.StateSweep.Begun;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The sweep reports what an administrator of the database did to sealed rows: once, to the tenant
/// that owns them.
class StateSweepTest {
    private static final List<String> TABLES =
            List.of(
                    "generation",
                    "tenant",
                    "vault",
                    "vault_name",
                    "key",
                    "key_version",
                    "state_set");

    private final PostgresStore store = new PostgresStore();
    private final List<StateFinding> alarms = new ArrayList<>();
    private final List<Begun> begun = new ArrayList<>();
    private final Stored victim = Stored.victim(store);
    private final Stored donor = Stored.donor(store);
    private final StateSweep sweep = sweep();

    private StateSweep sweep() {
        return new StateSweep(
                store.settings(2).connections("sweep"),
                store.connections,
                new FakeSealer(),
                alarms::add,
                begun::add,
                1_000_000);
    }

    @BeforeEach
    void firstSweep() {
        sweep.run();
        assertThat(alarms).isEmpty();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void untouched_rows_raise_nothing_pass_after_pass() {
        sweep.run();
        sweep.run();

        assertThat(alarms).isEmpty();
        assertThat(sweep.rows()).isEqualTo(3 * 9);
        assertThat(sweep.passes()).isEqualTo(3);
        assertThat(sweep.findings()).isZero();
    }

    @Test
    void changes_raise_nothing() {
        for (String table : List.of("tenant", "vault", "key", "key_version")) {
            assertThat(store.commit(victim.tenant().id(), advance(table))).isTrue();
            sweep.run();
        }

        assertThat(alarms).isEmpty();
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
    void an_edited_row_is_found(String table, String column) {
        change(table, "%1$s = set_bit(%1$s, 7, 1 - get_bit(%1$s, 7))".formatted(column));

        sweep.run();

        assertThat(reasons()).contains("stored rows do not match their seals");
        assertThat(alarms.getFirst().details().toString() + alarms.getLast().details())
                .contains(victim.subject(table).toString());
        assertFoundOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void a_seal_key_of_another_number_is_found(String table) {
        change(table, "seal_key = 2");

        sweep.run();

        assertThat(reasons()).containsExactly("stored rows do not match their seals");
        assertFoundOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void rows_whose_documents_were_swapped_are_found(String table) {
        for (String column : List.of("document", "seal")) {
            change(
                    table,
                    "%1$s = (SELECT %1$s FROM %2$s WHERE %3$s)"
                            .formatted(column, table, place(table)),
                    donor.subject(table));
        }

        sweep.run();

        assertThat(alarms).isNotEmpty();
        assertThat(reasons()).anyMatch(reason -> reason.contains("put back"));
        assertFoundOnce();
    }

    @ParameterizedTest
    @CsvSource({
        "vault, deleted = true",
        "vault, resource_group = 'other'",
        "key, presence = 'deleted'",
        "key, due = 5",
        "key_version, ordinal = 5"
    })
    void an_edited_column_is_found(String table, String edit) {
        change(table, edit);

        sweep.run();

        assertThat(reasons())
                .containsExactly(
                        "a stored %s does not match its columns"
                                .formatted(table.replace('_', ' ')));
        assertFoundOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault", "key", "key_version"})
    void a_missing_row_is_found_and_named(String table) {
        remove(table, false);

        sweep.run();

        assertThat(named("stored rows are missing")).isEqualTo(victim.subject(table).toString());
        assertFoundOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"vault", "key", "key_version"})
    void a_row_that_is_missing_with_its_generation_is_found(String table) {
        remove(table, true);

        sweep.run();

        assertThat(named("stored rows are missing")).isEqualTo(victim.subject(table).toString());
        assertFoundOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void a_row_that_was_put_back_is_found(String table) {
        remember();
        assertThat(store.commit(victim.tenant().id(), advance(table))).isTrue();
        putBack(table);

        sweep.run();

        assertThat(reasons()).contains("stored rows were put back");
        assertFoundOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void a_row_that_was_put_back_with_its_generation_is_found_and_named(String table) {
        remember();
        assertThat(store.commit(victim.tenant().id(), advance(table))).isTrue();
        putBack(table);
        putBack("generation");

        sweep.run();

        assertThat(reasons()).containsExactly("stored rows were put back");
        assertThat(named("stored rows were put back")).contains(victim.subject(table).toString());
        assertFoundOnce();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version"})
    void a_generation_that_was_edited_is_found(String table) {
        store.tamper(
                "UPDATE generation SET generation = 7 WHERE subject = ?", victim.subject(table));

        sweep.run();

        assertThat(reasons())
                .containsExactly(
                        "a stored %s is not the newest".formatted(table.replace('_', ' ')));
        assertFoundOnce();
    }

    @Test
    void a_row_that_was_added_is_found_and_named() {
        UUID forged = UUID.randomUUID();
        store.tamper(
                "INSERT INTO key_version SELECT tenant_id, vault_id, canonical_name, ?, 9, document, seal, seal_key, generation, ? FROM key_version WHERE version = ?",
                forged,
                forged,
                victim.version().id().value());

        sweep.run();

        assertThat(named("there are stored rows that should not be there"))
                .isEqualTo(forged.toString());
        assertFoundOnce();
    }

    @Test
    void a_missing_name_of_a_vault_is_found() {
        store.tamper("DELETE FROM vault_name WHERE vault_id = ?", victim.vault().id().value());

        sweep.run();

        assertThat(named("the name of a stored vault is gone"))
                .isEqualTo(victim.vault().id().value().toString());
        assertFoundOnce();
    }

    @Test
    void a_set_that_was_put_back_is_found() {
        remember();
        assertThat(store.commit(victim.tenant().id(), advance("key"))).isTrue();
        putBack("state_set");

        sweep.run();

        assertThat(alarms).hasSize(1);
        assertFoundOnce();
    }

    @Test
    void a_set_that_was_removed_or_edited_is_found() {
        UUID tenant = victim.tenant().id().value();
        store.tamper("DELETE FROM state_set WHERE tenant_id = ? AND part = 3", tenant);
        store.tamper("UPDATE state_set SET mac = '' WHERE tenant_id = ? AND part = 4", tenant);

        sweep.run();

        assertThat(reasons())
                .contains("a stored set of rows is gone", "a stored set of rows was edited");
        assertFoundOnce();
    }

    @Test
    void all_sets_of_a_tenant_cannot_be_removed_to_begin_anew() {
        store.tamper("DELETE FROM state_set WHERE tenant_id = ?", victim.tenant().id().value());

        sweep.run();

        assertThat(reasons()).contains("a stored set of rows is gone");
        assertFoundOnce();
    }

    @Test
    void a_finding_is_reported_again_when_it_changes_and_when_it_comes_back() {
        change("key", "seal_key = 2");
        sweep.run();
        assertThat(alarms).hasSize(1);

        change("key", "seal_key = 3");
        sweep.run();
        assertThat(alarms).hasSize(2);
        assertThat(sweep.findings()).isEqualTo(1);

        change("key", "seal_key = 1");
        sweep.run();
        assertThat(alarms).hasSize(2);
        assertThat(sweep.findings()).isZero();

        change("key", "seal_key = 2");
        sweep.run();
        assertThat(alarms).hasSize(3);
    }

    @Test
    void another_node_does_not_report_what_was_reported() {
        change("key", "seal_key = 2");
        sweep.run();

        sweep().run();

        assertThat(alarms).hasSize(1);
    }

    @Test
    void while_the_rows_of_one_tenant_are_wrong_those_of_others_go_on_being_served() {
        change("key", "seal_key = 2");
        sweep.run();

        assertThat(
                        store.commit(
                                donor.tenant().id(),
                                store.vaults.replace(
                                        donor.tenant(), Stored.renamed(donor.tenant(), "Go on"))))
                .isTrue();
        OpenVault vault = new OpenVault(donor.vault(), donor.tenant());
        assertThat(store.keys.key(vault, donor.key().id().name())).isPresent();
        sweep.run();
        assertThat(alarms).hasSize(1);
    }

    /// A change of one row.
    private Change advance(String table) {
        return table.equals("key")
                ? store.keys.replace(
                        victim.key(),
                        victim.key().with(new Lifetime(null, null, null, Samples.NOW)))
                : victim.next(store, table);
    }

    private void assertFoundOnce() {
        int before = alarms.size();
        assertThat(alarms)
                .allSatisfy(
                        finding -> assertThat(finding.tenant()).isEqualTo(victim.tenant().id()));
        sweep.run();
        assertThat(alarms).hasSize(before);
        assertThat(sweep.findings()).isEqualTo(before);
        assertThat(sweep.found()).isEqualTo(before);
    }

    private List<String> reasons() {
        return alarms.stream().map(StateFinding::reason).toList();
    }

    private String named(String reason) {
        StateFinding finding =
                alarms.stream()
                        .filter(alarm -> alarm.reason().equals(reason))
                        .findFirst()
                        .orElseThrow();
        return finding.details()
                .getOrDefault("rows", finding.details().getOrDefault("subject", ""));
    }

    private void change(String table, String edit, Object... arguments) {
        Object[] all = new Object[arguments.length + 1];
        System.arraycopy(arguments, 0, all, 0, arguments.length);
        all[arguments.length] = victim.subject(table);
        assertThat(
                        store.tamper(
                                "UPDATE %s SET %s WHERE %s".formatted(table, edit, place(table)),
                                all))
                .isEqualTo(1);
    }

    private void remove(String table, boolean generation) {
        store.tamper(
                "DELETE FROM %s WHERE %s".formatted(table, place(table)), victim.subject(table));
        if (generation) {
            store.tamper("DELETE FROM generation WHERE subject = ?", victim.subject(table));
        }
    }

    private void remember() {
        for (String table : TABLES) {
            store.tamper("CREATE TABLE old_%1$s AS SELECT * FROM %1$s".formatted(table));
        }
    }

    private void putBack(String table) {
        store.tamper("DELETE FROM " + table);
        store.tamper("INSERT INTO %1$s SELECT * FROM old_%1$s".formatted(table));
    }

    private static String place(String table) {
        return switch (table) {
            case "tenant" -> "tenant_id = ?";
            case "vault" -> "vault_id = ?";
            case "key" -> "subject = ?";
            default -> "version = ?";
        };
    }
}
