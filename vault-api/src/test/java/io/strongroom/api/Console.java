package io.strongroom.api;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/// The standard output of this process.
final class Console {
    private Console() {}

    /// Something that a test does.
    @FunctionalInterface
    interface Act {
        void run() throws Exception;
    }

    /// What is printed meanwhile.
    static String said(Act act) {
        PrintStream console = System.out;
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        System.setOut(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            act.run();
        } catch (Exception e) {
            throw new AssertionError(said.toString(StandardCharsets.UTF_8), e);
        } finally {
            System.setOut(console);
        }
        return said.toString(StandardCharsets.UTF_8);
    }
}
