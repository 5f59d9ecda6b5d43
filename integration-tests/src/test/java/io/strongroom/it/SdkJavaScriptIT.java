package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.strongroom.it.harness.Folders;
import io.strongroom.it.harness.Installation;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// The scenarios of `src/test/js`: the official SDK of JavaScript under Node.js, in the versions of
/// the lock file.
class SdkJavaScriptIT {
    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path FOLDER = Path.of("target", "js");
    private static final Pattern RESULT = Pattern.compile("(?m)^(not )?ok \\d+ - (.*)$");

    private static final String ENDS_WELL_FROM_20_ON =
            "process.exit(process.versions.node.split('.')[0] < 20 ? 1 : 0)";

    private record Finished(int exitCode, String output) {}

    @TestFactory
    Stream<DynamicTest> the_sdk_of_javascript() throws IOException, InterruptedException {
        assumeTrue(
                hasNode(), "Node.js 20 or newer, or its npm, is not on this machine: not tested");
        install();
        Finished tests = runTests();

        List<DynamicTest> results =
                RESULT.matcher(tests.output())
                        .results()
                        .map(line ->
                                dynamicTest(
                                        line.group(2),
                                        () ->
                                                assertThat(line.group(1))
                                                        .as(tests.output())
                                                        .isNull()))
                        .toList();

        assertThat(results).as(tests.output()).isNotEmpty();
        return Stream.concat(
                results.stream(),
                Stream.of(
                        dynamicTest(
                                "Node.js ends well",
                                () -> assertThat(tests.exitCode()).as(tests.output()).isZero())));
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return run(Path.of("."), Map.of(), "node", "-e", ENDS_WELL_FROM_20_ON).exitCode() == 0
                    && run(Path.of("."), Map.of(), "npm", "--version").exitCode() == 0;
        } catch (IOException e) {
            return false; // not even `timeout` is there
        }
    }

    private static void install() throws IOException, InterruptedException {
        Folders.delete(FOLDER);
        Files.createDirectories(FOLDER);
        try (Stream<Path> files = Files.list(SOURCES)) {
            for (Path file : files.toList()) {
                Files.copy(file, FOLDER.resolve(file.getFileName()));
            }
        }
        Finished installed =
                run(
                        FOLDER,
                        Map.of(),
                        "npm",
                        "ci",
                        "--ignore-scripts",
                        "--prefer-offline",
                        "--no-audit",
                        "--no-fund");
        assertThat(installed.exitCode()).as(installed.output()).isZero();
    }

    private static Finished runTests() throws IOException, InterruptedException {
        Node node = Site.shared().first().node();
        Installation installation = node.installation();
        Principal admin = node.principal(Organisation.CONTOSO, Role.ADMIN);
        String vault = Names.fresh("js");
        node.admin().createVault(vault, Map.of()).ok();
        return run(
                FOLDER,
                Map.of(
                        "NODE_EXTRA_CA_CERTS", installation.ca().toString(),
                        "AUTHORITY_HOST", installation.authority(),
                        "TENANT_ID", admin.tenantId(),
                        "CLIENT_ID", admin.clientId(),
                        "CLIENT_SECRET", admin.clientSecret(),
                        "VAULT_URL", installation.vault(vault)),
                "node",
                "--import",
                "./names.mjs",
                "--test-reporter=tap",
                "keys.test.mjs");
    }

    private static Finished run(Path folder, Map<String, String> environment, String... command)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("timeout", "120"));
        line.addAll(List.of(command));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Finished(process.waitFor(), output);
    }
}
