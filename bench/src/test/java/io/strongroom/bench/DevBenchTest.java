package io.strongroom.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `./dev bench` before it builds anything.
class DevBenchTest {

    @Test
    void a_wrong_argument_is_refused_with_one_line() throws Exception {
        assertThat(dev("bench", "fairness"))
                .isEqualTo(
                        new Program(
                                2,
                                "",
                                "there is no benchmark \"fairness\", choose one of [sign, keys, audit, sweep]\n"));
        assertThat(dev("bench", "sign", "--against", "no-such-commit"))
                .isEqualTo(
                        new Program(
                                2,
                                "",
                                "there is no commit \"no-such-commit\" in this repository\n"));
    }

    @Test
    void help_prints_the_usage() throws Exception {
        Program help = dev("bench", "--help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.output()).startsWith("./dev bench [sign]").contains("--against COMMIT");
        assertThat(help.errors()).isEmpty();
    }

    private static Program dev(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("sh", "../dev"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("STRONGROOM_JAVA_HOME", System.getProperty("java.home"));
        return Program.run(builder);
    }
}
