package io.strongroom.bench;

import java.lang.management.ManagementFactory;
import java.util.Locale;

/// What a benchmark tells a person beside its results.
final class Progress {
    private Progress() {}

    /// Prints the step that begins.
    static void say(String step) {
        System.err.println("… " + step);
    }

    /// Prints what the results hold for.
    static void printMachine() {
        System.out.printf(
                Locale.ROOT,
                "machine cores=%d load=%.2f jdk=%s%n",
                Runtime.getRuntime().availableProcessors(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.version());
    }
}
