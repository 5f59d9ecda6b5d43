package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.strongroom.it.harness.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What `./dev package` leaves is whole, and says the same as the manual.
class ReleaseArchiveIT {
    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Path TARGET = PROJECT.resolve("target");
    private static final Path FOLDER = Path.of("target", "release").toAbsolutePath();
    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Path archive;

    @SuppressWarnings("NullAway.Init") // set before all tests
    private static Path unpacked;

    @BeforeAll
    static void unpack() throws Exception {
        String said = run(PROJECT, PROJECT.resolve("dev").toString(), "package", "--built");
        archive = TARGET.resolve(said.replaceAll("(?s)==> target/(\\S+) .*", "$1"));
        Folders.delete(FOLDER);
        Files.createDirectories(FOLDER);
        run(FOLDER, "tar", "-xzf", archive.toString());
        unpacked = FOLDER.resolve(archive.getFileName().toString().replace(".tar.gz", ""));
    }

    @Test
    void the_checksum_beside_it_is_its_own() throws Exception {
        assertThat(sums(archive.resolveSibling(archive.getFileName() + ".sha256")))
                .isEqualTo(Map.of(archive.getFileName().toString(), sha256(archive)));
    }

    @Test
    void the_checksums_inside_are_those_of_all_files() throws Exception {
        Map<String, String> files = new TreeMap<>();
        for (Path file : files(unpacked)) {
            files.put(unpacked.relativize(file).toString(), sha256(file));
        }
        files.remove("SHA256SUMS");

        assertThat(sums(unpacked.resolve("SHA256SUMS"))).isEqualTo(files);
        assertThat(files)
                .containsKeys(
                        "LICENSE",
                        "README.md",
                        "application.yml",
                        "docs/operations.md",
                        "jvm.options",
                        "strongroom.cdx.json",
                        "strongroom.jar",
                        "strongroom.service");
    }

    @Test
    void the_same_build_gives_the_same_archive() throws Exception {
        String first = sha256(archive);

        run(PROJECT, PROJECT.resolve("dev").toString(), "package", "--built");

        assertThat(sha256(archive)).isEqualTo(first);
    }

    @Test
    void its_readme_names_each_file() throws Exception {
        List<String> named = Files.readAllLines(unpacked.resolve("README.md"));

        try (Stream<Path> entries = Files.list(unpacked)) {
            assertThat(entries.map(entry -> entry.getFileName().toString()))
                    .filteredOn(name -> !name.equals("README.md"))
                    .allMatch(name ->
                            named.stream()
                                    .anyMatch(line -> line.matches("\\| `" + name + "/?` .*")));
        }
    }

    @Test
    void the_bill_of_materials_names_the_libraries_of_the_jar() throws Exception {
        JsonNode bill =
                new ObjectMapper().readTree(unpacked.resolve("strongroom.cdx.json").toFile());
        List<String> components =
                bill.path("components").findValuesAsText("name").stream().sorted().toList();

        assertThat(bill.path("bomFormat").asText()).isEqualTo("CycloneDX");
        assertThat(components).contains("bcprov-jdk18on", "postgresql");
        assertThat(libraries())
                .isNotEmpty()
                .allMatch(library ->
                        components.stream().anyMatch(name -> library.startsWith(name + "-")));
    }

    @Test
    void the_jar_lists_its_commands() throws Exception {
        String said = run(unpacked, JAVA, "@jvm.options", "-jar", "strongroom.jar", "--help");

        assertThat(said).startsWith("usage: java -jar strongroom.jar").contains("\n  ceremony ");
    }

    @Test
    void the_unit_does_not_start_again_what_was_refused() throws Exception {
        List<String> unit = Files.readAllLines(unpacked.resolve("strongroom.service"));

        assertThat(unit)
                .contains(
                        "User=strongroom",
                        "LimitCORE=0",
                        "PrivateTmp=true",
                        "SuccessExitStatus=143",
                        "Restart=on-failure",
                        "RestartPreventExitStatus=1 2",
                        "TimeoutStopSec=30");
        assertThat(unit)
                .filteredOn(line -> line.startsWith("ExecStart="))
                .singleElement()
                .asString()
                .contains(
                        " @/opt/strongroom/jvm.options ", " -jar /opt/strongroom/strongroom.jar ");
    }

    /// The jars of others in the jar.
    private static List<String> libraries() throws IOException {
        try (JarFile jar = new JarFile(unpacked.resolve("strongroom.jar").toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.matches("BOOT-INF/lib/[^/]+\\.jar"))
                    .map(name -> name.replace("BOOT-INF/lib/", ""))
                    .filter(name -> !name.contains("jarmode"))
                    .toList();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    /// Checksum by file.
    private static Map<String, String> sums(Path list) throws IOException {
        return Files.readAllLines(list).stream()
                .collect(
                        Collectors.toMap(
                                line -> line.substring(66), line -> line.substring(0, 64)));
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of()
                    .formatHex(
                            MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String run(Path folder, String... command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("STRONGROOM_"));
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
