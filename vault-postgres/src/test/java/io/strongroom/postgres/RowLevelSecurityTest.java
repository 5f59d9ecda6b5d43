package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.identity.TenantId;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The second line of defence: what a statement without its conditions returns.
class RowLevelSecurityTest {
    private static final PostgresStore STORE = new PostgresStore();
    private static final Stored OWN = Stored.victim(STORE);
    private static final Stored FOREIGN = Stored.donor(STORE);

    @AfterAll
    static void close() {
        STORE.close();
    }

    static List<String> queries() {
        return Stream.of(PostgresVaultRepository.class, KeyQueries.class)
                .flatMap(type -> Arrays.stream(type.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> field.getType() == String.class)
                .map(RowLevelSecurityTest::text)
                .filter(text -> text.contains("_tenant_id"))
                .toList();
    }

    @Test
    void all_queries_are_tried() {
        assertThat(queries()).hasSize(9);
    }

    @ParameterizedTest
    @MethodSource("queries")
    void a_query_without_its_conditions_shows_the_own_rows_only(String query) throws SQLException {
        String careless =
                query.replaceAll("(?s)WHERE.*", "")
                        .replaceAll("\\w+\\.tenant_id = \\w+\\.tenant_id AND", "")
                        .replaceAll("(AND|ON) \\w+\\.tenant_id = \\w+\\.tenant_id", "$1 true")
                        .replace("?", "NULL");

        assertThat(tenantsSeenBy(OWN.tenant().id(), careless))
                .containsExactly(OWN.tenant().id().toString());
        assertThat(tenantsSeenBy(FOREIGN.tenant().id(), careless))
                .containsExactly(FOREIGN.tenant().id().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tenant", "vault", "key", "key_version", "generation"})
    void an_update_without_its_conditions_changes_the_own_rows_only(String table)
            throws SQLException {
        try (Connection app = STORE.database.asApp()) {
            app.setAutoCommit(false);
            set(app, OWN.tenant().id());
            try (PreparedStatement update =
                            app.prepareStatement(
                                    "UPDATE %s SET generation = generation + 1 RETURNING tenant_id"
                                            .formatted(table));
                    ResultSet changed = update.executeQuery()) {
                Set<String> tenants = new HashSet<>();
                while (changed.next()) {
                    tenants.add(changed.getString(1));
                }
                assertThat(tenants).containsExactly(OWN.tenant().id().toString());
            }
            app.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM key",
                "DELETE FROM vault",
                "DELETE FROM vault_name",
                "UPDATE vault_name SET canonical_name = 'mine'",
                "DELETE FROM tenant",
                "DELETE FROM generation",
                "DELETE FROM event",
                "UPDATE event SET type = 'KEY_EXPIRED'",
                "UPDATE installation SET canary = ''",
                "DELETE FROM installation"
            })
    void the_service_cannot_do_what_it_never_does(String statement) throws SQLException {
        try (Connection app = STORE.database.asApp();
                PreparedStatement forbidden = app.prepareStatement(statement)) {
            assertThatThrownBy(forbidden::execute).hasMessageContaining("permission denied");
        }
    }

    private static Set<String> tenantsSeenBy(TenantId tenant, String query) throws SQLException {
        try (Connection app = STORE.database.asApp()) {
            app.setAutoCommit(false);
            set(app, tenant);
            try (PreparedStatement statement = app.prepareStatement(query);
                    ResultSet result = statement.executeQuery()) {
                return tenants(result);
            }
        }
    }

    private static Set<String> tenants(ResultSet result) throws SQLException {
        Set<String> tenants = new HashSet<>();
        while (result.next()) {
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                String value = result.getString(i);
                if (value != null && result.getMetaData().getColumnName(i).endsWith("tenant_id")) {
                    tenants.add(value);
                }
            }
        }
        return tenants;
    }

    private static void set(Connection app, TenantId tenant) throws SQLException {
        try (PreparedStatement statement =
                app.prepareStatement("SELECT set_config('strongroom.tenant', ?, true)")) {
            statement.setString(1, tenant.toString());
            statement.execute();
        }
    }

    private static String text(Field field) {
        try {
            field.setAccessible(true);
            return String.valueOf(field.get(null));
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }
}
