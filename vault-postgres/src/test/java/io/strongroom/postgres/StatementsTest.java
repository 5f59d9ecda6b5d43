package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.key.KeyDocument;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.KeyVersionDocument;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.state.Kind;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.TenantDocument;
import io.strongroom.core.vault.VaultDocument;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Reads the statements of the package in its source.
class StatementsTest {
    private static final Path SOURCE = Path.of("src/main/java/io/strongroom/postgres");
    private static final Pattern TEXT_BLOCK = Pattern.compile("\"\"\"(.*?)\"\"\"", Pattern.DOTALL);
    private static final Pattern TENANTS_TABLE =
            Pattern.compile(
                    "(FROM|JOIN|UPDATE|INTO)\\s+(tenant|vault|vault_name|key|key_version|generation|event)\\b");
    private static final Pattern TENANT_IN_WHERE =
            Pattern.compile("WHERE\\b.*\\btenant_id = \\?", Pattern.DOTALL);
    private static final Pattern TENANT_IN_COLUMNS =
            Pattern.compile("INTO \\w+ \\([^)]*\\btenant_id\\b", Pattern.DOTALL);
    private static final Pattern TENANT_IN_JOIN =
            Pattern.compile("[\\w$%]+\\.tenant_id = [\\w$%]+\\.tenant_id");

    /// A statement that looks up a vault name cannot know the tenant: the tenant is its result.
    private static final String BY_VAULT_NAME = "canonical_name = ?";

    /// A start looks whether there are any tenants.
    private static final String ASKS_FOR_ANY = "EXISTS (SELECT FROM generation)";

    /// A batch of records has events of many tenants, and so have its guards.
    private static final String COMPARES_GUARDS = "g.subject = r.subject";

    /// The tasks that purge and rotate look for keys of any tenant.
    private static final Pattern FINDS_DUE = Pattern.compile("k\\.(scheduled_purge|due) <=");

    @Test
    void every_statement_on_a_tenants_table_names_the_tenant() throws IOException {
        List<String> statements = statements();

        assertThat(statements).hasSizeGreaterThan(15).allSatisfy(this::assertNamesTenant);
        assertThat(statements.stream().filter(StatementsTest::resolvesName)).hasSize(4);
        assertThat(statements.stream().filter(StatementsTest::comparesGuards)).hasSize(1);
        assertThat(statements.stream().filter(StatementsTest::findsDue)).hasSize(2);
    }

    @Test
    void no_statement_is_hidden_in_a_plain_string() throws IOException {
        for (Path file : files()) {
            String code = TEXT_BLOCK.matcher(Files.readString(file)).replaceAll("");
            assertThat(code.lines().filter(line -> !line.strip().startsWith("///")))
                    .as("%s", file)
                    .noneMatch(line -> TENANTS_TABLE.matcher(line).find());
        }
    }

    private static boolean findsDue(String statement) {
        return FINDS_DUE.matcher(statement).find();
    }

    private void assertNamesTenant(String statement) {
        if (statement.startsWith("INSERT")) {
            assertThat(statement).containsPattern(TENANT_IN_COLUMNS);
            return;
        }
        boolean part = statement.startsWith("LEFT JOIN");
        boolean ofAny = statement.contains(ASKS_FOR_ANY) || findsDue(statement);
        if (!part && !ofAny && !resolvesName(statement) && !comparesGuards(statement)) {
            assertThat(statement).containsPattern(TENANT_IN_WHERE);
        }
        long joins = Pattern.compile("\\bJOIN\\b").matcher(statement).results().count();
        assertThat(TENANT_IN_JOIN.matcher(statement).results().count())
                .as(statement)
                .isEqualTo(joins);
    }

    private static boolean resolvesName(String statement) {
        return statement.contains("FROM vault_name") && statement.contains(BY_VAULT_NAME);
    }

    private static boolean comparesGuards(String statement) {
        return statement.contains("SELECT g.generation FROM generation g")
                && statement.contains(COMPARES_GUARDS);
    }

    /// The statements that are made for each table.
    private static Stream<String> made() {
        SealedRows sealed = new SealedRows(new FakeSealer());
        OpenVault vault = new OpenVault(Samples.contosoVault(), Samples.contoso());
        KeyVersion version = Samples.ec256Key(vault, "key");
        return Stream.of(
                        both(sealed, Tables.TENANT, new TenantDocument(), vault.tenant()),
                        both(sealed, Tables.VAULT, new VaultDocument(), vault.vault()),
                        both(sealed, Tables.KEY, new KeyDocument(), Samples.keyOf(version)),
                        both(sealed, Tables.KEY_VERSION, KeyVersionDocument.of(version), version))
                .map(SealedWrite::statements);
    }

    private static <T> SealedWrite both(
            SealedRows sealed, SealedTable<T> table, Kind<T> kind, T value) {
        return sealed.write()
                .insert(table, kind, value)
                .replace(table, kind, value, value)
                .sealed();
    }

    private static List<String> statements() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files()) {
            all.append(Files.readString(file)).append('\n');
        }
        Stream<String> written = TEXT_BLOCK.matcher(all).results().map(block -> block.group(1));
        return Stream.concat(written, made())
                .flatMap(block -> Stream.of(block.split(";", -1)))
                .map(String::strip)
                .filter(statement -> TENANTS_TABLE.matcher(statement).find())
                .toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            return files.toList();
        }
    }
}
