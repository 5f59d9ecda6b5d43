package io.strongroom.it.documents;

import java.util.Locale;
import java.util.stream.Stream;

/// What not every reader has, and not every machine that runs the tests.
enum Tool {
    PYTHON("python3 -c 'import azure.identity, azure.keyvault.keys'"),
    NODE(
            "node -e 'require.resolve(\"@azure/identity\"); require.resolve(\"@azure/keyvault-keys\")'"),
    AZ("az version");

    private final String probe;

    Tool(String probe) {
        this.probe = probe;
    }

    /// The tools that a block needs. They ask the system's resolver for names, as curl and a JVM
    /// with `-Djdk.net.hosts.file` do not.
    static Stream<Tool> of(Fence block) {
        return Stream.of(values()).filter(tool -> block.is(tool.name().toLowerCase(Locale.ROOT)));
    }

    /// Succeeds in a shell where the tool can be used.
    String probe() {
        return probe;
    }
}
