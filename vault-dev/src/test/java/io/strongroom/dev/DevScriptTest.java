package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `./dev`, as far as it needs no service. What it refuses it refuses before it builds.
class DevScriptTest {
    @TempDir private Path home;
    private final Map<String, String> environment = new HashMap<>();

    private record Result(int exitCode, String output) {}

    @Test
    void an_old_jdk_is_named() throws Exception {
        environment.put("STRONGROOM_JAVA_HOME", jdk("17.0.15").toString());

        assertThat(dev("run"))
                .isEqualTo(
                        new Result(
                                1,
                                "STRONGROOM_JAVA_HOME=%s is JDK 17; Strongroom needs 25 or newer\n"
                                        .formatted(home.resolve("jdk"))));
    }

    @Test
    void a_folder_that_is_no_jdk_is_named() throws Exception {
        environment.put("STRONGROOM_JAVA_HOME", home.toString());

        assertThat(dev("run").output())
                .isEqualTo("STRONGROOM_JAVA_HOME=%s holds no JDK\n".formatted(home));
    }

    @Test
    void a_home_below_a_file_is_refused() throws Exception {
        Path file = Files.createFile(home.resolve("file"));
        environment.put("STRONGROOM_HOME", file.resolve("x").toString());

        assertThat(dev("run").output())
                .isEqualTo(
                        "STRONGROOM_HOME=%s/x cannot be used: %s is not a folder\n"
                                .formatted(file, file));
    }

    @Test
    void the_help_has_every_variable_that_is_read() throws Exception {
        String readers =
                Files.readString(
                                Path.of("src/main/java/io/strongroom/dev/DevelopmentSettings.java"))
                        + Files.readString(Path.of("../dev"));

        assertThat(dev("help").output())
                .contains(
                        Pattern.compile(
                                        "STRONGROOM_(?!RESOURCE|URL|VAULT|CA|JAVA_OPTIONS)[A-Z0-9_]*[A-Z]")
                                .matcher(readers)
                                .results()
                                .map(MatchResult::group)
                                .toList());
    }

    @Test
    void the_help_of_the_campaigns_names_each_and_builds_nothing() throws Exception {
        environment.put("STRONGROOM_JAVA_HOME", home.toString()); // which no build survives
        String campaigns =
                Files.readString(
                        Path.of(
                                "../integration-tests/src/test/java/io/strongroom/it/Campaign.java"));

        Result help = dev("campaign", "--help");

        assertThat(help.exitCode()).isEqualTo(0);
        assertThat(
                        Pattern.compile("(?m)^([a-z-]+)  +\\w")
                                .matcher(help.output())
                                .results()
                                .map(line -> line.group(1)))
                .containsExactlyElementsOf(
                        Pattern.compile("(?m)^    ([A-Z_]+) \\{$")
                                .matcher(campaigns)
                                .results()
                                .map(name ->
                                        name.group(1).toLowerCase(Locale.ROOT).replace('_', '-'))
                                .toList());
    }

    @Test
    void a_token_needs_a_service() throws Exception {
        assertThat(dev("token", "app"))
                .isEqualTo(
                        new Result(
                                1,
                                "There is no service in %s: start it with ./dev run, or set STRONGROOM_HOME\n"
                                        .formatted(home)));
    }

    @Test
    void a_service_that_does_not_run_is_told_from_a_refusal() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        writeEnv(port);

        assertThat(dev("token", "app").output())
                .startsWith(
                        "No token: nothing answers at https://localhost:%d, is ./dev run running? (curl: (7)"
                                .formatted(port));
    }

    @Test
    void the_help_has_every_command() throws Exception {
        String script = Files.readString(Path.of("../dev"));
        List<String> commands =
                Pattern.compile("(?m)^    ([a-z]+)\\) [a-z_]+ \"\\$@\" ;;$")
                        .matcher(script)
                        .results()
                        .map(command -> "\n./dev " + command.group(1) + " ")
                        .toList();

        assertThat(commands).hasSizeGreaterThan(6);
        assertThat("\n" + dev("help").output()).contains(commands);
    }

    @Test
    void a_package_has_no_other_options() throws Exception {
        Result usage = new Result(1, "usage: ./dev package [--built]\n");

        assertThat(dev("package", "--build")).isEqualTo(usage);
        assertThat(dev("package", "--built", "target")).isEqualTo(usage);
    }

    @Test
    void a_principal_that_does_not_exist_is_refused() throws Exception {
        writeEnv(1);

        assertThat(dev("token", "olga").output()).startsWith("There is no principal \"olga\"");
        assertThat(dev("token", "app", "both").output())
                .startsWith("There is no plane \"both\": it is data or control");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://example.com/",
                "https://localhost:2/keys",
                "https://localhost:1@example.com/",
                "https://example.com?x=.localhost:1",
                "https://example.com#.localhost:1",
                "https://example.com\\.localhost:1/",
                "http://localhost:1/keys",
                "localhost:1",
                "keys"
            })
    void no_token_is_sent_to_another_service(String url) throws Exception {
        writeEnv(1);

        Result result = dev("curl", "app", url);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.output())
                .isEqualTo(
                        "\"%s\" is neither a path nor an address of the service at https://localhost:1\n"
                                .formatted(url));
    }

    private void writeEnv(int port) {
        DevelopmentSettings settings =
                DevelopmentSettings.of(
                        Map.of(
                                "STRONGROOM_HOME",
                                home.toString(),
                                "STRONGROOM_PORT",
                                Integer.toString(port)));
        EnvFile.write(
                home.resolve("env"),
                EnvFile.entries(settings, ClientSecrets.prepare(home.resolve("clients"))));
        PrivateFiles.write(home.resolve("ca.pem"), "");
    }

    private Path jdk(String version) throws IOException {
        Path jdk = home.resolve("jdk");
        Files.createDirectories(jdk.resolve("bin"));
        Files.createFile(jdk.resolve("bin/javac")).toFile().setExecutable(true);
        Files.writeString(jdk.resolve("release"), "JAVA_VERSION=\"%s\"\n".formatted(version));
        return jdk;
    }

    private Result dev(String... arguments) throws Exception {
        ProcessBuilder builder = new ProcessBuilder("../dev").redirectErrorStream(true);
        builder.command().addAll(List.of(arguments));
        builder.environment().keySet().removeIf(name -> name.startsWith("STRONGROOM_"));
        builder.environment().put("STRONGROOM_HOME", home.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Result(process.waitFor(), output);
    }
}
