package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLineTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream refused = new ByteArrayOutputStream();

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void the_jar_lists_its_commands(String word) {
        assertThat(run(word)).isZero();

        assertThat(text(printed))
                .startsWith("usage: java -jar strongroom.jar")
                .contains("\n  serve ", "\n  ceremony ", "\n  migrate ", "\n  check ");
        assertThat(text(refused)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serve", "ceremony", "migrate", "check", "byok-package"})
    void each_command_explains_itself(String command) {
        assertThat(run(command, "--help")).isZero();

        assertThat(text(printed)).startsWith("usage: ").contains(command);
    }

    @Test
    void a_command_that_does_not_exist_is_not_understood() {
        assertThat(run("migrat")).isEqualTo(2);

        assertThat(text(refused))
                .startsWith("There is no command \"migrat\".\nusage: java -jar strongroom.jar");
        assertThat(text(printed)).isEmpty();
    }

    /// Spring ignores it, and so would a person who forgets the dashes of a setting.
    @ParameterizedTest
    @ValueSource(strings = {"serve", "migrate", "check", "audit verify"})
    void a_word_that_is_no_setting_is_not_understood(String command) {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of("--strongroom.node=a", "strongroom.hsm.sessions=8"));

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(text(refused)).startsWith("\"strongroom.hsm.sessions=8\" is not understood.");
    }

    @Test
    void a_name_may_have_two_words() {
        List<String> seen = new ArrayList<>();
        Command serve = new Command("serve", "", (rest, _, _) -> seen.addAll(rest) ? 3 : 4);
        Command verify = new Command("audit verify", "", (rest, _, _) -> seen.addAll(rest) ? 5 : 6);
        CommandLine line = new CommandLine(serve, List.of(verify));

        assertThat(line.run(List.of("audit", "verify", "x"), out(), err())).isEqualTo(5);
        assertThat(line.run(List.of("audit", "verify"), out(), err())).isEqualTo(6);
        assertThat(line.run(List.of("audit"), out(), err())).isEqualTo(2);
        assertThat(line.run(List.of("--y"), out(), err())).isEqualTo(3);
        assertThat(line.run(List.of(), out(), err())).isEqualTo(4);
        assertThat(seen).containsExactly("x", "--y");
    }

    @Test
    void migrate_makes_the_schema_and_says_at_which_version_it_is() throws SQLException {
        TestDatabase database = TestDatabase.create(Path.of("..", "db", "migrations"));
        dropSchema(database);

        assertThat(run(migrate(database, database.database().ownerPassword()))).isZero();
        assertThat(text(printed))
                .matches("(?s).*The schema is at \\d+; migrations applied: [1-9].*");

        assertThat(run(migrate(database, database.database().ownerPassword()))).isZero();
        assertThat(text(printed)).contains("migrations applied: 0.");
    }

    @Test
    void migrate_refuses_in_one_line() {
        TestDatabase database = TestDatabase.create(Path.of("..", "db", "migrations"));

        assertThat(run(migrate(database, "wrong"))).isEqualTo(1);
        assertThat(text(refused))
                .isEqualTo(
                        "migrate: the database: FATAL: password authentication failed for user \"strongroom_owner\"\n");
    }

    @Test
    void migrate_names_the_settings_that_it_lacks() {
        assertThat(run("migrate", "--strongroom.database.url=jdbc:postgresql://127.0.0.1:1/none"))
                .isEqualTo(1);

        assertThat(text(refused))
                .isEqualTo(
                        "migrate: these settings are missing: strongroom.database.username, strongroom.database.password\n");
    }

    private static String[] migrate(TestDatabase database, String ownerPassword) {
        Database d = database.database();
        return new String[] {
            "migrate",
            "--strongroom.database.url=" + d.url(),
            "--strongroom.database.username=" + Database.APP,
            "--strongroom.database.password=" + d.appPassword(),
            "--strongroom.database.owner.username=" + Database.OWNER,
            "--strongroom.database.owner.password=" + ownerPassword
        };
    }

    private static void dropSchema(TestDatabase database) throws SQLException {
        try (Connection superuser = database.asSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("DROP SCHEMA strongroom CASCADE");
        }
    }

    private int run(String... arguments) {
        return VaultApplication.commands().run(List.of(arguments), out(), err());
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
