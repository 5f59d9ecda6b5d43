package io.strongroom.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// What a program left when it ended.
///
/// @param errors its standard error, empty when the builder sent that elsewhere
record Program(int exitCode, String output, String errors) {

    /// Runs a program to its end. Its standard error must be short or go elsewhere.
    static Program run(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        String output = text(process.getInputStream().readAllBytes());
        String errors = text(process.getErrorStream().readAllBytes());
        return new Program(process.waitFor(), output, errors);
    }

    /// Runs a program that must succeed, with its standard error on ours.
    ///
    /// @throws IllegalStateException when it fails
    static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Program ended = run(builder.redirectError(ProcessBuilder.Redirect.INHERIT));
        if (ended.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", builder.command()) + " failed");
        }
        return ended.output();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
