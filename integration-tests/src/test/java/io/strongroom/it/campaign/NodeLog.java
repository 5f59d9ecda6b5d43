package io.strongroom.it.campaign;

import io.strongroom.it.harness.VaultProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.regex.Pattern;

/// What a node writes to its log from now on.
final class NodeLog {
    private static final Pattern STORED = Pattern.compile("(\\d+) records in doubt were stored");
    private static final Pattern NOT_STORED =
            Pattern.compile("(\\d+) records in doubt were not stored");
    private static final Pattern ROLLED_BACK =
            Pattern.compile("the chain of node \"[^\"]+\" ends at \\d+ in the store");

    private final VaultProcess process;
    private final int begin;

    NodeLog(VaultProcess process) {
        this.process = process;
        this.begin = bytes(process).length;
    }

    long storedInDoubt() {
        return sum(STORED);
    }

    long notStoredInDoubt() {
        return sum(NOT_STORED);
    }

    /// Whether the node said that its chain does not end where it left it.
    boolean saysRolledBack() {
        return ROLLED_BACK.matcher(text()).find();
    }

    private long sum(Pattern pattern) {
        return pattern.matcher(text())
                .results()
                .mapToLong(match -> Long.parseLong(match.group(1)))
                .sum();
    }

    private String text() {
        byte[] all = bytes(process);
        return new String(all, begin, all.length - begin, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(VaultProcess process) {
        try {
            return Files.readAllBytes(process.output());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
