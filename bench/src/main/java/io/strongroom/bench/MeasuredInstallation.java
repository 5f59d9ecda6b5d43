package io.strongroom.bench;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/// A development installation of an application: database, HSM token, certificates and demo data of
/// its own.
///
/// @param home its folder
record MeasuredInstallation(Path home, Application application) {
    private static final Path ALL = Path.of("bench", "target", "installations").toAbsolutePath();

    /// Makes a new one, so that no run measures what an earlier one has left.
    ///
    /// @param name of its folder; what an earlier run left there is deleted
    static MeasuredInstallation make(String name, Application application)
            throws IOException, InterruptedException, GeneralSecurityException, SQLException {
        MeasuredInstallation installation =
                new MeasuredInstallation(ALL.resolve(name), application);
        installation.delete();
        try (MeasuredService service = installation.start()) {
            service.database().fillLog();
        }
        return installation;
    }

    private void delete() throws IOException, InterruptedException {
        if (Files.exists(home)) {
            ProcessBuilder reset = new ProcessBuilder(Application.here().command("reset", "--yes"));
            reset.environment().put("STRONGROOM_HOME", home.toString());
            Program.output(reset);
        }
    }

    /// Starts the service.
    MeasuredService start() throws IOException, InterruptedException, GeneralSecurityException {
        return start(application.command("run"));
    }

    /// Starts the service by another command line.
    MeasuredService start(List<String> command)
            throws IOException, InterruptedException, GeneralSecurityException {
        return MeasuredService.start(home, freePort(), command);
    }

    /// A port that no socket has, below those that the kernel gives away: the service looks for two
    /// more, and took the same one in one of some thousand starts.
    private static int freePort() throws IOException {
        int port;
        do {
            port = ThreadLocalRandom.current().nextInt(10_000, 32_000);
        } while (!isFree(port));
        return port;
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (BindException taken) {
            return false;
        }
    }
}
