package io.strongroom.localpostgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MigrationsTest {
    private static final String MINE = "11111111-1111-4111-8111-111111111111";
    private static final String THEIRS = "22222222-2222-4222-8222-222222222222";

    @SuppressWarnings("NullAway.Init") // made before all tests
    private static TestDatabase database;

    @BeforeAll
    static void migrate() throws SQLException {
        database = TestDatabase.create(Path.of("..", "db", "migrations"));
        for (String tenant : List.of(MINE, THEIRS)) {
            asTenant(tenant, insertTenant(tenant));
        }
    }

    @Test
    void a_tenant_sees_its_own_rows_only() throws SQLException {
        assertThat(asTenant(MINE, "SELECT tenant_id::text FROM tenant")).containsExactly(MINE);
    }

    @Test
    void without_a_tenant_there_is_nothing_to_see() {
        assertThatThrownBy(() -> asTenant(null, "SELECT tenant_id::text FROM tenant"))
                .hasMessageContaining("strongroom.tenant");
    }

    @Test
    void a_row_of_another_tenant_cannot_be_written() {
        assertThatThrownBy(
                        () -> asTenant(MINE, insertTenant("33333333-3333-4333-8333-333333333333")))
                .hasMessageContaining("row-level security");
    }

    @Test
    void the_service_cannot_change_or_remove_a_record_of_the_log() {
        for (String statement :
                List.of(
                        "UPDATE audit_event SET operation = 'x'",
                        "DELETE FROM audit_event",
                        "TRUNCATE audit_event",
                        "DROP TABLE audit_event")) {
            assertThatThrownBy(() -> asTenant(MINE, statement))
                    .as(statement)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }

    @Test
    void every_table_with_a_tenant_forces_row_level_security() throws SQLException {
        assertThat(
                        asTenant(
                                MINE,
                                """
                                SELECT c.relname FROM pg_class c
                                JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'tenant_id'
                                WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'strongroom'::regnamespace
                                  AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
                                """))
                .isEmpty();
    }

    private static String insertTenant(String tenant) {
        return "INSERT INTO tenant VALUES ('%s', '', '', 1, 1)".formatted(tenant);
    }

    private static List<String> asTenant(@Nullable String tenant, String sql) throws SQLException {
        try (Connection app = database.asApp();
                Statement statement = app.createStatement()) {
            if (tenant != null) {
                statement.execute(
                        "SELECT set_config('strongroom.tenant', '%s', false)".formatted(tenant));
            }
            List<String> rows = new ArrayList<>();
            if (statement.execute(sql)) {
                try (ResultSet result = statement.getResultSet()) {
                    while (result.next()) {
                        rows.add(result.getString(1));
                    }
                }
            }
            return rows;
        }
    }
}
