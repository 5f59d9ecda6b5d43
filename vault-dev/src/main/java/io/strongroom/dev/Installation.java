package io.strongroom.dev;

import io.strongroom.dev.token.Authority;
import io.strongroom.dev.token.SigningKey;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// All that a node needs and a person would otherwise have to make: certificates, database, token,
/// clients and signing key. What is there is kept.
///
/// @param jwks the public part of the signing key, as the service reads it
/// @param managementPort of HTTP on the loopback interface
/// @param home the lock on the node's home, held while the node runs
record Installation(
        DevelopmentSettings settings,
        DevelopmentCa ca,
        DevelopmentDatabase database,
        DevelopmentSettings.Hsm hsm,
        ClientSecrets secrets,
        SigningKey signingKey,
        Path jwks,
        int managementPort,
        FileLock home)
        implements AutoCloseable {

    private static final String RUNNING = "running.lock";
    private static final String PREPARING = "preparing.lock";

    /// Makes what is missing. Nodes that share an installation take turns.
    ///
    /// @param out is told of steps that take long
    static Installation prepare(DevelopmentSettings settings, Clock clock, PrintStream out) {
        StartChecks.require(settings);
        Path shared = settings.installation();
        try {
            makeFolder(shared);
            makeFolder(settings.home());
            FileLock home = requireFree(settings.home());
            Files.createDirectories(settings.home().resolve("logs"));
            try (FileChannel channel = open(shared.resolve(PREPARING));
                    FileLock _ = channel.lock()) {
                return make(settings, home, clock, out);
            }
        } catch (IOException | UncheckedIOException e) {
            throw StartChecks.notUsable("STRONGROOM_HOME", settings.home(), e);
        }
    }

    private static Installation make(
            DevelopmentSettings settings, FileLock home, Clock clock, PrintStream out)
            throws IOException {
        Path shared = settings.installation();
        DevelopmentSettings.Hsm given = settings.hsm();
        DevelopmentSettings.Hsm hsm =
                given != null ? given : SoftHsm.prepare(shared.resolve("hsm"), out);
        DevelopmentCa ca = DevelopmentCa.prepare(shared.resolve("tls"), clock);
        ClientSecrets secrets = ClientSecrets.prepare(shared.resolve("clients"));
        SigningKey key = signingKey(shared.resolve("token-service/signing-key.jwk"));
        Path jwks = shared.resolve("token-service/jwks.json");
        PrivateFiles.write(jwks, key.publicJwks());
        DevelopmentDatabase database =
                DevelopmentDatabase.prepare(settings, shared.resolve("database"));
        PublicFiles.write(settings.home(), ca);
        LocalNames.writeHosts(settings.home().resolve(LocalNames.HOSTS));
        EnvFile.write(settings.home().resolve("env"), EnvFile.entries(settings, secrets));
        return new Installation(
                settings, ca, database, hsm, secrets, key, jwks, managementPort(settings), home);
    }

    private static SigningKey signingKey(Path file) {
        return SigningKey.parse(
                PrivateFiles.readOrCreate(file, () -> SigningKey.generate().privateJwk()));
    }

    Authority authority() {
        return new Authority(settings.publicPort());
    }

    /// Who may have issued the tokens that the service accepts, and for which tenant.
    Map<String, UUID> issuers() {
        return authority().issuers(secrets.clients().tenants());
    }

    /// Whether the folder is a home of ours.
    static boolean isHome(Path folder) {
        return Files.exists(folder.resolve(RUNNING));
    }

    /// One node at a time in a home. The lock ends with the process, at the latest.
    ///
    /// @throws DevelopmentStartException when a node runs there
    static FileLock requireFree(Path home) throws IOException {
        FileLock lock = lock(open(home.resolve(RUNNING)));
        if (lock == null) {
            throw new DevelopmentStartException(
                    "a service runs in " + home + "; stop it, or set another STRONGROOM_HOME");
        }
        return lock;
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException thisProcess) {
            return null;
        }
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    /// A folder that is there keeps its permissions. Others may enter, because the database may
    /// have to run as another user, and see nothing.
    private static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder.getParent());
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx--x--x")));
        }
    }

    private static int managementPort(DevelopmentSettings settings) throws IOException {
        if (settings.managementPort() != 0) {
            return settings.managementPort();
        }
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// Stops the database, if it was started here, and releases the home.
    @Override
    public void close() {
        database.close();
        try {
            home.acquiredBy().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without anything secret.
    @Override
    public String toString() {
        return "Installation[" + settings.installation() + "]";
    }
}
