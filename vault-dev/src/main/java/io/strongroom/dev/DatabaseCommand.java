package io.strongroom.dev;

import io.strongroom.localpostgres.LocalPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;

/// `database --home DIR --port N`: the embedded PostgreSQL alone, until its standard input ends or
/// the process is stopped.
final class DatabaseCommand {
    private DatabaseCommand() {}

    /// Prints one line, `ready jdbc:…`, the URL of a role that owns the database, when it accepts
    /// connections.
    static int run(List<String> arguments, InputStream in, PrintStream out) throws IOException {
        if (arguments.size() != 4
                || !arguments.get(0).equals("--home")
                || !arguments.get(2).equals("--port")
                || !arguments.get(3).matches("\\d{1,5}")) {
            throw new DevelopmentStartException("usage: database --home DIR --port N");
        }
        Path home = Path.of(arguments.get(1)).toAbsolutePath().normalize();
        int port = Integer.parseInt(arguments.get(3));
        try (LocalPostgres server = DevelopmentDatabase.startEmbedded(home, port)) {
            out.println("ready " + server.superuserUrl(DevelopmentDatabase.NAME));
            out.flush();
            in.transferTo(OutputStream.nullOutputStream());
        }
        return 0;
    }
}
