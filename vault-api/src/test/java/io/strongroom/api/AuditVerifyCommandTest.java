package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.audit.AuditSettings;
import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.Target;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import io.strongroom.postgres.DatabaseSettings;
import io.strongroom.postgres.PostgresDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditVerifyCommandTest {
    private final TestDatabase database = TestDatabase.create(Path.of("..", "db", "migrations"));
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream refused = new ByteArrayOutputStream();

    @Test
    void it_explains_itself() {
        assertThat(AuditVerifyCommand.run(List.of("--help"), out(), err())).isZero();

        assertThat(text(printed))
                .startsWith("usage: java -jar strongroom.jar audit verify")
                .contains("strongroom.database.url");
    }

    @Test
    void intact_chains_are_counted() {
        record("node-1", 3);
        record("node-2", 2);

        assertThat(verify()).isZero();

        assertThat(text(printed))
                .endsWith(
                        """
                        chain of node "node-1": 3 records intact
                        chain of node "node-2": 2 records intact
                        chains: 2, records: 5, broken chains: 0
                        """);
    }

    @Test
    void a_log_without_records_is_intact() {
        assertThat(verify()).isZero();

        assertThat(text(printed)).endsWith("chains: 0, records: 0, broken chains: 0\n");
    }

    @Test
    void the_first_broken_place_of_a_chain_is_printed() throws SQLException {
        record("node-1", 5);
        record("node-2", 2);
        try (Connection superuser = database.asSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(
                    "DELETE FROM audit_event WHERE node = 'node-1' AND sequence IN (2, 4)");
        }

        assertThat(verify()).isOne();

        assertThat(text(printed))
                .endsWith(
                        """
                        chain of node "node-1": 1 records intact, then broken at sequence 3: the previous row is 1
                        chain of node "node-2": 2 records intact
                        chains: 2, records: 3, broken chains: 1
                        """);
    }

    @Test
    void a_database_that_does_not_answer_is_one_line() {
        int code =
                AuditVerifyCommand.run(
                        List.of(
                                "--strongroom.database.url=jdbc:postgresql://127.0.0.1:1/none",
                                "--strongroom.database.username=u",
                                "--strongroom.database.password=p"),
                        out(),
                        err());

        assertThat(code).isOne();
        assertThat(text(refused).lines())
                .singleElement()
                .asString()
                .startsWith("audit verify: the database: Connection to 127.0.0.1:1 refused");
    }

    @Test
    void settings_that_are_missing_are_refused() {
        assertThat(AuditVerifyCommand.run(List.of(), out(), err())).isOne();

        assertThat(text(printed)).doesNotContain("chains:");
        assertThat(text(refused))
                .isEqualTo(
                        "audit verify: these settings are missing: strongroom.database.url, strongroom.database.username, strongroom.database.password\n");
    }

    private int verify() {
        Database d = database.database();
        List<String> arguments = new ArrayList<>();
        arguments.add("--strongroom.database.url=" + d.url());
        arguments.add("--strongroom.database.username=" + Database.APP);
        arguments.add("--strongroom.database.password=" + d.appPassword());
        return AuditVerifyCommand.run(arguments, out(), err());
    }

    private void record(String node, int count) {
        Database d = database.database();
        DatabaseSettings settings =
                new DatabaseSettings(d.url(), Database.APP, d.appPassword(), null, 2);
        AuditEvent event =
                new AuditEvent(
                        Action.KEY_SIGN,
                        Samples.request(),
                        Target.of(Samples.CONTOSO),
                        null,
                        Outcome.success(200),
                        Duration.ZERO,
                        Map.of());
        try (PostgresDatabase opened = PostgresDatabase.open(settings);
                ChainedAuditTrail trail =
                        ChainedAuditTrail.start(opened.auditChain(), AuditSettings.of(node))) {
            for (int i = 0; i < count; i++) {
                trail.record(event, List.of(), null);
            }
        }
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private PrintStream err() {
        return new PrintStream(refused, true, StandardCharsets.UTF_8);
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
