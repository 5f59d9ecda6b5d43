package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.localpostgres.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// No sealed row escapes the sets: no table, and no statement that writes one.
class SweptTablesTest {
    private static final Path SOURCE = Path.of("src/main/java/io/strongroom/postgres");
    private static final Pattern WRITES =
            Pattern.compile(
                    "(INSERT\\s+INTO|UPDATE|DELETE\\s+FROM)\\s+(%\\w|tenant|vault|key|key_version)\\b");

    @Test
    void every_table_with_seals_is_swept() throws SQLException {
        Set<String> sealed = new HashSet<>();
        try (Connection connection =
                        TestDatabase.create(Path.of("..", "db", "migrations")).asSuperuser();
                Statement statement = connection.createStatement();
                ResultSet tables =
                        statement.executeQuery(
                                """
                                SELECT table_name FROM information_schema.columns
                                WHERE table_schema = 'strongroom' AND column_name = 'seal'
                                """)) {
            while (tables.next()) {
                sealed.add(tables.getString(1));
            }
        }

        assertThat(Stream.concat(Stream.of(SweptTable.TENANT), SweptTable.AFTER_TENANT.stream()))
                .extracting(swept -> swept.table().name())
                .containsExactlyInAnyOrderElementsOf(sealed);
    }

    @Test
    void only_those_who_tell_the_sets_write_sealed_rows() throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            List<String> writers =
                    files.filter(SweptTablesTest::writes)
                            .map(file -> file.getFileName().toString())
                            .toList();

            assertThat(writers).containsExactlyInAnyOrder("SealedWrite.java", "VersionsPurge.java");
        }
    }

    private static boolean writes(Path file) {
        try {
            return WRITES.matcher(Files.readString(file)).find();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
