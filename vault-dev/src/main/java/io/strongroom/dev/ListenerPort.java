package io.strongroom.dev;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Optional;

/// A port of this machine, tried before anything depends on it. `./dev` runs this file alone,
/// before it builds.
final class ListenerPort {
    private ListenerPort() {}

    /// Fails with one line when the service could not listen.
    ///
    /// @param arguments name and value of the variable that chooses the port
    static void main(String[] arguments) {
        Optional<String> problem;
        try {
            problem = problem(arguments[0], parse(arguments[0], arguments[1], 1));
        } catch (IllegalArgumentException e) {
            problem = Optional.ofNullable(e.getMessage());
        }
        problem.ifPresent(line -> {
            System.err.println(line);
            System.exit(1);
        });
    }

    /// Reads the value of a variable.
    ///
    /// @throws IllegalArgumentException with one line for a person
    static int parse(String variable, String text, int least) {
        if (!text.matches("\\d{1,5}")
                || Integer.parseInt(text) < least
                || Integer.parseInt(text) > 65535) {
            throw new IllegalArgumentException(
                    "%s is \"%s\", it must be a number from %d to 65535"
                            .formatted(variable, text, least));
        }
        return Integer.parseInt(text);
    }

    /// Why the service could not listen on the port, empty if it could.
    static Optional<String> problem(String variable, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return Optional.empty();
        } catch (BindException e) {
            String message = String.valueOf(e.getMessage());
            String reason =
                    message.contains("denied")
                            ? "port %d needs rights that you do not have; set another %s"
                            : "port %d is in use by another process; stop it, or set another %s";
            return Optional.of(reason.formatted(port, variable));
        } catch (IOException e) {
            return Optional.of("port %d cannot be used: %s".formatted(port, e.getMessage()));
        }
    }
}
