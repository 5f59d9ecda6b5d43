package io.strongroom.localpostgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A running private PostgreSQL. One process owns a home at a time; the server stops when that
/// process ends, however it ends.
public final class LocalPostgres implements AutoCloseable {
    private static final String SUPERUSER = "postgres";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final String DEAD_PID = "2147483646";
    private static final String LOCAL_SETTINGS = "local.conf";
    private static final Pattern PORT = Pattern.compile("(?m)^port = '(\\d+)'$");

    private final Path home;
    private final Path data;
    private final Path shared;
    private final Path binaries;
    private final Identity identity;
    private final FileChannel lock;
    private final int port;
    private final String password;
    private @Nullable Process leash;

    /// Starts the server of a home. Creates the cluster if the home has none.
    ///
    /// @param home persistent folder
    /// @param port TCP port on the loopback interface, or 0 for that of the last start while it is
    ///   free, else for any free one
    /// @param settings entries of `postgresql.conf`
    /// @throws IllegalStateException with one line for a person when it cannot start
    public static LocalPostgres start(Path home, int port, Map<String, String> settings) {
        return start(home, home, port, settings);
    }

    /// The same, with the programs unpacked into a folder that several homes share.
    public static LocalPostgres start(
            Path home, Path binaries, int port, Map<String, String> settings) {
        try {
            return new LocalPostgres(home.toAbsolutePath(), binaries, port, settings);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL started", e);
        }
    }

    private LocalPostgres(Path home, Path shared, int wantedPort, Map<String, String> settings)
            throws IOException, InterruptedException {
        this.home = home;
        this.shared = shared;
        this.data = home.resolve("data");
        Files.createDirectories(home);
        Files.createDirectories(shared);
        lock =
                FileChannel.open(
                        home.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (lock.tryLock() == null) {
            throw new IllegalStateException("another process uses " + home);
        }
        binaries = Binaries.unpack(shared.toAbsolutePath());
        identity = Identity.find(home);
        password = superuserPassword();
        stopOrphan();
        prepareData();
        port = wantedPort != 0 ? wantedPort : lastPort();
        requireFree(port);
        startServer(settings);
    }

    /// JDBC URL of a database, without credentials.
    public String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    /// JDBC URL of a database for the superuser, credentials included.
    public String superuserUrl(String database) {
        return url(database) + "?user=" + SUPERUSER + "&password=" + password;
    }

    public int port() {
        return port;
    }

    /// Starts a standby that streams from this server: a copy of its data, taken while it runs.
    /// What `ALTER SYSTEM` set is not copied.
    ///
    /// @param home folder of the standby, which must not exist
    /// @param port TCP port on the loopback interface, or 0 for any free one
    /// @param settings entries of `postgresql.conf` besides those that a standby needs
    public LocalPostgres standby(Path home, int port, Map<String, String> settings) {
        Map<String, String> all = new TreeMap<>(settings);
        all.put(
                "primary_conninfo",
                "host=127.0.0.1 port=%d user=%s password=%s application_name=standby"
                        .formatted(this.port, SUPERUSER, password));
        try {
            Files.createDirectories(home);
            writeSecret(home.resolve("superuser.password"), password);
            BaseBackup.copy(superuserUrl("postgres"), data, home.resolve("data"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException("the standby cannot be made: " + e.getMessage(), e);
        }
        return start(home, shared, port, all);
    }

    /// Process id of the server.
    public long pid() {
        return Long.parseLong(pidFile().getFirst());
    }

    /// Stops the server at once, as a crash would, without stopping this object.
    public void kill() {
        signal("KILL", pid());
    }

    /// Stops the server in good order, without stopping this object. Clients are not waited for.
    public void stop() {
        try {
            Commands.output(control("stop", "-m", "fast", "-w", "-s"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL stopped", e);
        }
    }

    /// Starts the server again after [#kill] or [#stop].
    public void restart() {
        try {
            long end = System.nanoTime() + TIMEOUT.toNanos();
            // processes of the killed server may hold its memory for a moment yet
            while (Commands.exitCode(control("start", "-w", "-s")) != 0) {
                if (System.nanoTime() > end) {
                    throw new IllegalStateException(
                            "PostgreSQL did not start again; see " + home.resolve("server.log"));
                }
                Thread.sleep(10); // pg_ctl says no until they are gone
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while PostgreSQL started", e);
        }
    }

    /// Stops every process of the server where it is, so that it neither answers nor refuses, until
    /// [#thaw].
    public void freeze() {
        signalAll("STOP");
    }

    public void thaw() {
        signalAll("CONT");
    }

    private void signalAll(String name) {
        long server = pid();
        signal(name, server); // first, so that it starts no more processes
        ProcessHandle.of(server).stream()
                .flatMap(ProcessHandle::children)
                .forEach(child -> signal(name, child.pid()));
    }

    private void prepareData() throws IOException, InterruptedException {
        Path version = data.resolve("PG_VERSION");
        if (!Files.exists(version)) {
            initialise();
            return;
        }
        String major = Files.readString(version).strip();
        if (!major.equals(Binaries.MAJOR)) {
            throw new IllegalStateException(
                    data
                            + " belongs to PostgreSQL "
                            + major
                            + ", the programs are "
                            + Binaries.MAJOR);
        }
        identity.own(data);
    }

    private void initialise() throws IOException, InterruptedException {
        Path part = home.resolve("data.part");
        if (Files.exists(part)) {
            Binaries.deleteTree(part);
        }
        Files.createDirectory(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path passwordFile = home.resolve("password.part");
        Files.deleteIfExists(passwordFile);
        writeSecret(passwordFile, password);
        identity.own(part);
        identity.own(passwordFile);
        Commands.output(
                Commands.join(
                        identity.prefix(),
                        List.of(
                                binaries.resolve("bin/initdb").toString(),
                                "-D",
                                part.toString(),
                                "-U",
                                SUPERUSER,
                                "--auth=scram-sha-256",
                                "--pwfile=" + passwordFile,
                                "-E",
                                "UTF8",
                                "--locale=C",
                                "--locale-provider=builtin",
                                "--builtin-locale=C.UTF-8",
                                "--no-instructions")));
        Files.delete(passwordFile);
        Files.writeString(
                part.resolve("postgresql.conf"),
                "\ninclude_if_exists = 'local.conf'\n",
                StandardOpenOption.APPEND);
        // a killed first start never leaves half a cluster under "data"
        Files.move(part, data, StandardCopyOption.ATOMIC_MOVE);
    }

    /// We hold the lock, so the process that started a server that still runs here has ended.
    private void stopOrphan() throws IOException, InterruptedException {
        List<String> lines = pidFile();
        if (lines.isEmpty()) {
            return;
        }
        long pid = Long.parseLong(lines.getFirst());
        Optional<ProcessHandle> process = ProcessHandle.of(pid).filter(ProcessHandle::isAlive);
        boolean ours =
                process.flatMap(p -> p.info().commandLine())
                        .filter(c -> c.contains("bin/postgres -D " + data))
                        .isPresent();
        if (ours) {
            signal("INT", pid); // fast shutdown; TERM would wait for clients
            awaitExit(process.get());
            return;
        }
        // The pid may have been recycled, and then PostgreSQL would refuse to start. The file
        // stays:
        // its shared-memory line guards against surviving backends. It names a pid that cannot
        // live.
        List<String> struck = new ArrayList<>(lines);
        struck.set(0, DEAD_PID);
        if (struck.size() > 7) {
            struck.set(7, "stale");
        }
        Files.write(data.resolve("postmaster.pid"), struck);
    }

    private void awaitExit(ProcessHandle process) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        while (process.isAlive() && !pidFile().isEmpty()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        "an orphaned PostgreSQL (process " + process.pid() + ") does not stop");
            }
            Thread.sleep(10); // a process of another parent cannot be waited for
        }
    }

    private void startServer(Map<String, String> settings)
            throws IOException, InterruptedException {
        Map<String, String> all =
                new TreeMap<>(
                        Map.of(
                                "listen_addresses", "127.0.0.1",
                                "port", Integer.toString(port),
                                "unix_socket_directories", "",
                                "max_connections", "60",
                                "timezone", "UTC",
                                "log_timezone", "UTC"));
        all.putAll(settings);
        StringBuilder text = new StringBuilder("# written at every start\n");
        all.forEach((name, value) ->
                text.append(name).append(" = '").append(value.replace("'", "''")).append("'\n"));
        Files.writeString(data.resolve(LOCAL_SETTINGS), text);
        identity.own(data.resolve(LOCAL_SETTINGS));
        holdLeash();
        Process starter =
                new ProcessBuilder(control("start", "-W", "-s"))
                        .redirectErrorStream(true)
                        .redirectOutput(log())
                        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                        .start();
        awaitReady(starter);
    }

    /// When this process ends in any way the pipe closes and the shell stops the server. The shell
    /// ignores the Ctrl-C that a terminal sends to the whole process group.
    private void holdLeash() throws IOException {
        leash =
                new ProcessBuilder(
                                Commands.join(
                                        List.of(
                                                "sh",
                                                "-c",
                                                "trap '' INT TERM HUP; cat >/dev/null; exec \"$@\"",
                                                "sh"),
                                        control("stop", "-m", "fast", "-t", "60", "-w")))
                        .redirectErrorStream(true)
                        .redirectOutput(log())
                        .start();
    }

    private void awaitReady(Process starter) throws InterruptedException {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        for (int calm = 0; !isReady(); calm++) {
            boolean dead = !starter.isAlive() && pidFile().isEmpty() && calm > 100;
            if (dead || System.nanoTime() > end) {
                close();
                throw new IllegalStateException(
                        "PostgreSQL did not start; see " + home.resolve("server.log"));
            }
            Thread.sleep(10); // the server tells only through its pid file
        }
    }

    /// The last line of `postmaster.pid` is "ready" or "standby" once connections are accepted.
    private boolean isReady() {
        List<String> lines = pidFile();
        return lines.size() >= 8
                && Set.of("ready", "standby").contains(lines.get(7).strip())
                && lines.get(3).strip().equals(Integer.toString(port));
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> control(String... arguments) {
        return Commands.join(
                Commands.join(
                        identity.prefix(),
                        List.of(binaries.resolve("bin/pg_ctl").toString(), "-D", data.toString())),
                List.of(arguments));
    }

    private ProcessBuilder.Redirect log() {
        return ProcessBuilder.Redirect.appendTo(home.resolve("server.log").toFile());
    }

    private static void signal(String name, long pid) {
        try {
            Commands.exitCode(List.of("sh", "-c", "kill -" + name + " " + pid));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Stops the server, with a checkpoint, and releases the home.
    @Override
    public synchronized void close() {
        try {
            if (leash != null && leash.isAlive()) {
                leash.getOutputStream().close();
                leash.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            }
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private String superuserPassword() throws IOException {
        Path file = home.resolve("superuser.password");
        if (!Files.exists(file)) {
            byte[] random = new byte[24];
            new SecureRandom().nextBytes(random);
            writeSecret(file, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
        }
        return Files.readString(file);
    }

    private static void writeSecret(Path file, String text) throws IOException {
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    private static void requireFree(int port) throws IOException {
        if (!isFree(port)) {
            throw new IllegalStateException(
                    "port " + port + " is taken by a process that is not this database");
        }
    }

    private static boolean isFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (BindException e) {
            return false;
        }
    }

    /// The port of the last start, because others may have kept it, unless it is taken.
    private int lastPort() throws IOException {
        Path settings = data.resolve(LOCAL_SETTINGS);
        if (Files.exists(settings)) {
            Matcher line = PORT.matcher(Files.readString(settings));
            if (line.find() && isFree(Integer.parseInt(line.group(1)))) {
                return Integer.parseInt(line.group(1));
            }
        }
        return freePort();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
