package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalNamesTest {
    @TempDir private Path home;

    @Test
    void a_jvm_resolves_the_names_by_the_file() throws Exception {
        Path hosts = home.resolve("hosts");
        LocalNames.writeHosts(hosts);

        assertThat(addressOf("contoso-demo.vault.localhost", hosts)).isEqualTo("127.0.0.1");
        assertThat(addressOf("localhost", hosts)).isEqualTo("127.0.0.1");
    }

    @Test
    void what_a_person_added_to_the_file_stays() throws Exception {
        Path hosts = home.resolve("hosts");
        Files.writeString(hosts, "127.0.0.1 mine.vault.localhost\n");

        LocalNames.writeHosts(hosts);

        assertThat(hosts).hasContent("127.0.0.1 mine.vault.localhost\n");
    }

    @Test
    void each_cure_is_a_line_to_type() {
        Path hosts = Path.of("/home/dev/.dev/hosts");

        assertThat(LocalNames.cures(hosts, "dev"))
                .contains(
                        "  echo '127.0.0.1 contoso-demo.vault.localhost' | sudo tee -a /etc/hosts ",
                        "  sudo apt-get install libnss-myhostname ",
                        "  java -Djdk.net.hosts.file=/home/dev/.dev/hosts … ");
        assertThat(LocalNames.cures(hosts, "root"))
                .contains("' | tee -a /etc/hosts ", "  apt-get install libnss-myhostname ")
                .doesNotContain("sudo");
    }

    private String addressOf(String name, Path hosts) throws IOException {
        Path program = home.resolve("Resolve.java");
        Files.writeString(
                program,
                """
                class Resolve {
                    public static void main(String[] names) throws Exception {
                        System.out.print(java.net.InetAddress.getByName(names[0]).getHostAddress());
                    }
                }
                """);
        Process java =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                                "-Djdk.net.hosts.file=" + hosts,
                                program.toString(),
                                name)
                        .start();
        return new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
