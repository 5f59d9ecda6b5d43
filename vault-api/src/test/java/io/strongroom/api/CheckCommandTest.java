package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.nimbusds.jose.jwk.JWKSet;
import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.TestDatabase;
import io.strongroom.pkcs11.Pkcs11Hsm;
import io.strongroom.postgres.DatabaseSettings;
import io.strongroom.postgres.PostgresDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each check passes and fails on a real database, token, certificate and key set.
class CheckCommandTest {
    private static final String TENANT = "11111111-1111-4111-8111-111111111111";
    private static final String KEYSTORE = "spring.ssl.bundle.pem.server.keystore.";
    private static final String NO_TOKEN = "none";

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static TestTls tls;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static FileIssuer issuer;

    private final TestDatabase database = TestDatabase.create(Path.of("..", "db", "migrations"));
    private final Map<String, Object> settings = new HashMap<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final ByteArrayOutputStream refused = new ByteArrayOutputStream();

    @BeforeAll
    static void make_files() throws Exception {
        tls = TestTls.create(folder);
        issuer = new FileIssuer(TENANT, folder);
        SoftHsmToken.create("checked");
        SoftHsmToken.create("another");
    }

    @BeforeEach
    void prepare() {
        Database d = database.database();
        settings.putAll(tls.properties());
        settings.put("strongroom.domain", "vault.localhost");
        settings.put("strongroom.database.url", d.url());
        settings.put("strongroom.database.username", Database.APP);
        settings.put("strongroom.database.password", d.appPassword());
        settings.put("strongroom.database.owner.username", Database.OWNER);
        settings.put("strongroom.database.owner.password", d.ownerPassword());
        settings.put("strongroom.hsm.module", SoftHsmToken.MODULE);
        settings.put("strongroom.hsm.token", NO_TOKEN);
        settings.put("strongroom.hsm.pin-file", SoftHsmToken.pin());
        settings.put("strongroom.issuers[0].issuer", issuer.name());
        settings.put("strongroom.issuers[0].tenant", TENANT);
        settings.put("strongroom.issuers[0].jwks", issuer.keySet());
    }

    @Test
    void it_explains_itself() {
        assertThat(CheckCommand.run(List.of("--help"), out(), err())).isZero();

        assertThat(text(printed))
                .startsWith("usage: java -jar strongroom.jar check")
                .contains("The PIN is tried once");
    }

    @Test
    void a_word_that_is_no_setting_is_not_understood() {
        assertThat(CheckCommand.run(List.of("strongroom.node=a"), out(), err())).isEqualTo(2);

        assertThat(text(refused)).startsWith("\"strongroom.node=a\" is not understood.");
    }

    @Test
    void everything_is_in_order() {
        settings.put("strongroom.hsm.token", "checked");
        keepCanary();

        assertThat(check()).isZero();

        assertThat(text(printed).lines())
                .satisfiesExactly(
                        line -> is(line, "ok       settings: complete"),
                        line -> is(line, "ok       database: PostgreSQL 18\\.\\d+, role .*_app"),
                        line -> is(line, "ok       database owner: role strongroom_owner"),
                        line -> is(line, "ok       clock: \\d+ ms (ahead of|behind) .*"),
                        line -> is(line, "ok       replication: no replica"),
                        line -> is(line, "ok       grants: role strongroom_app may read .*"),
                        line -> is(line, "ok       schema: version \\d+"),
                        line -> is(line, "ok       role: no superuser, no owner, .*"),
                        line -> is(line, "ok       installation: it has been started before"),
                        line -> is(line, "ok       token: checked, root version 1: .*"),
                        line -> is(line, "ok       keys of the installation: the token .*"),
                        line -> is(line, "ok       certificate: valid until 20.*Z"),
                        line -> is(line, "ok       certificate names: \\*\\.vault\\.localhost.*"),
                        line -> is(line, "ok       issuer https://.*: usable keys: 1"));
        assertThat(text(refused)).isEmpty();
    }

    @Test
    void an_installation_that_never_started_and_has_no_owner_passes() {
        settings.put("strongroom.hsm.token", "checked");
        settings.keySet().removeIf(name -> name.contains("owner"));

        assertThat(check()).isZero();

        assertThat(text(printed))
                .contains(
                        "skipped  database owner: not in the settings",
                        "ok       installation: new: the first start makes it",
                        "skipped  keys of the installation: no canary yet, the first start makes it");
    }

    @Test
    void all_failures_are_found_at_once() throws Exception {
        settings.put("strongroom.database.password", "wrong");
        settings.put("strongroom.database.owner.password", "wrong");
        settings.put(
                KEYSTORE + "private-key",
                TestTls.create(Files.createTempDirectory(folder, "other"))
                        .properties()
                        .get(KEYSTORE + "private-key"));
        settings.put("strongroom.issuers[0].jwks", "https://127.0.0.1:1/keys");

        assertThat(check()).isOne();

        assertThat(text(printed).lines())
                .satisfiesExactly(
                        line -> is(line, "ok       settings: complete"),
                        line -> is(line, "FAILED   database: .*\"strongroom_app\""),
                        line -> is(line, "FAILED   database owner: .*\"strongroom_owner\""),
                        line -> is(line, "skipped  schema, role, .*: .* was not reached"),
                        line -> is(line, "FAILED   token: the module has no token labelled .*"),
                        line -> is(line, "skipped  keys of the installation: .*"),
                        line -> is(line, "FAILED   certificate: .* does not belong to .*"),
                        line -> is(line, "FAILED   issuer .*: the key set https.* cannot be .*"));
    }

    @Test
    void the_keys_of_another_installation_are_found() {
        settings.put("strongroom.hsm.token", "checked");
        keepCanary();
        settings.put("strongroom.hsm.token", "another");

        assertThat(check()).isOne();

        assertThat(text(printed))
                .contains(
                        "FAILED   keys of the installation: the token does not hold the keys of this installation");
    }

    @Test
    void a_pin_that_is_refused_is_one_line_and_ends_the_checks_of_the_token() throws Exception {
        settings.put("strongroom.hsm.token", "checked");
        settings.put(
                "strongroom.hsm.pin-file",
                SecretFiles.write(folder.resolve("wrong.pin"), "wrong-pin"));

        assertThat(check()).isOne();

        assertThat(text(printed).lines().filter(line -> line.contains("PIN"))).hasSize(1);
        assertThat(text(printed))
                .contains(
                        "FAILED   token: token \"checked\" refuses the PIN in ",
                        "skipped  keys of the installation: the token was not opened",
                        "ok       certificate: ");
    }

    @Test
    void settings_that_are_missing_or_wrong_are_named_and_the_rest_is_checked() {
        settings.remove("strongroom.database.url");
        settings.put("strongroom.hsm.sessions", "many");
        settings.remove("strongroom.issuers[0].tenant");

        assertThat(check()).isOne();

        assertThat(text(printed).lines().filter(line -> !line.startsWith("ok")))
                .satisfiesExactly(
                        line -> is(line, "FAILED   settings: .* missing: strongroom.database.url"),
                        line -> is(line, "FAILED   settings: .*: strongroom.issuers.0..tenant"),
                        line -> is(line, "FAILED   settings: strongroom.hsm.sessions: .*many.*"),
                        line -> is(line, "skipped  database: settings are wrong"),
                        line -> is(line, "skipped  token: settings are wrong"),
                        line -> is(line, "skipped  issuers: settings are wrong"));
        assertThat(text(printed)).contains("ok       certificate: ");
    }

    @Test
    void a_setting_that_does_not_exist_is_one_line() {
        settings.put("strongroom.hsm.sesions", "8");

        assertThat(Console.said(() -> assertThat(check()).isOne()))
                .containsOnlyOnce("\n")
                .contains("these settings do not exist: strongroom.hsm.sesions (did you mean ");
    }

    @Test
    void a_role_that_owns_the_tables_is_found() {
        settings.put("strongroom.database.username", Database.OWNER);
        settings.put("strongroom.database.password", database.database().ownerPassword());

        assertThat(check()).isOne();

        assertThat(text(printed)).contains("FAILED   role: the database role strongroom_owner is");
    }

    @Test
    void a_schema_that_is_older_is_found_and_not_migrated() throws SQLException {
        asSuperuser(
                "DELETE FROM flyway_schema_history WHERE version = (SELECT max(version) FROM flyway_schema_history)");

        assertThat(check()).isOne();
        assertThat(check()).isOne();

        assertThat(text(printed))
                .containsPattern("FAILED   schema: .*its schema is at \\d+, this version needs ")
                .contains("ok       role: ");
    }

    @Test
    void a_database_without_schema_is_found() throws SQLException {
        asSuperuser("DROP SCHEMA strongroom CASCADE");

        assertThat(check()).isOne();

        assertThat(text(printed))
                .contains(
                        "FAILED   grants: the database: it has no schema \"strongroom\"",
                        "skipped  schema, role: nothing can be read");
    }

    @Test
    void an_installation_whose_canary_was_removed_is_found() throws SQLException {
        asSuperuser("INSERT INTO generation VALUES ('%s', '%s', 1)".formatted(TENANT, TENANT));

        assertThat(check()).isOne();

        assertThat(text(printed)).contains("FAILED   installation: table installation is empty");
    }

    @Test
    void a_certificate_that_has_expired_is_found() throws Exception {
        settings.putAll(
                TestTls.create(
                                Files.createTempDirectory(folder, "old"),
                                "-startdate",
                                "-10d",
                                "-validity",
                                "5")
                        .properties());

        assertThat(check()).isOne();

        assertThat(text(printed)).contains("FAILED   certificate: the TLS certificate expired at ");
    }

    @Test
    void names_that_the_certificate_lacks_are_a_warning() {
        settings.put("strongroom.hsm.token", "checked");
        settings.put("strongroom.control-hosts", "localhost,keys.elsewhere.test");

        assertThat(check()).isZero();

        assertThat(text(printed))
                .contains("warning  certificate names: it lacks keys.elsewhere.test\n");
    }

    @Test
    void a_key_set_without_a_key_for_tokens_is_found() throws Exception {
        Path empty = Files.writeString(folder.resolve("empty.jwks"), new JWKSet().toString());
        settings.put("strongroom.issuers[0].jwks", empty.toUri());

        assertThat(check()).isOne();

        assertThat(text(printed)).contains(": no key that verifies tokens\n");
    }

    @Test
    void clocks_may_differ_by_a_minute() {
        assertThat(DatabaseCheck.difference(Duration.ofMinutes(1).minusMillis(1)))
                .isEqualTo("59999 ms ahead of the database's");
        assertThat(DatabaseCheck.difference(Duration.ofMinutes(-1)))
                .isEqualTo("60000 ms behind the database's");
        assertThat(StartFailure.line(difference(Duration.ofMinutes(1).plusMillis(1))))
                .hasValue("60001 ms ahead of the database's: one of the two clocks is wrong");
        assertThat(StartFailure.line(difference(Duration.ofMinutes(-1).minusMillis(1))))
                .isPresent();
    }

    private static Throwable difference(Duration ahead) {
        return catchThrowable(() -> DatabaseCheck.difference(ahead));
    }

    /// Makes this database that of the token in the settings, as a first start does.
    private void keepCanary() {
        Database d = database.database();
        DatabaseSettings role =
                new DatabaseSettings(d.url(), Database.APP, d.appPassword(), null, 2);
        HsmSettings hsm =
                new HsmSettings(
                        SoftHsmToken.MODULE,
                        String.valueOf(settings.get("strongroom.hsm.token")),
                        SoftHsmToken.pin(),
                        null,
                        1,
                        10,
                        Duration.ofSeconds(2),
                        null,
                        "0");
        try (PostgresDatabase opened = PostgresDatabase.open(role);
                Pkcs11Hsm token = Pkcs11Hsm.open(hsm.pkcs11())) {
            Instant now = Clock.systemUTC().instant();
            opened.installation().keep(token.newCanary().encoded(), now);
        }
    }

    private void asSuperuser(String sql) throws SQLException {
        try (Connection superuser = database.asSuperuser();
                Statement statement = superuser.createStatement()) {
            statement.execute(sql);
        }
    }

    private int check() {
        List<String> arguments =
                settings.entrySet().stream()
                        .map(e -> "--" + e.getKey() + "=" + e.getValue())
                        .toList();
        return CheckCommand.run(arguments, out(), err());
    }

    private static void is(String line, String pattern) {
        assertThat(line).matches(pattern);
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
