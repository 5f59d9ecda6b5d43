package io.strongroom.dev;

import io.strongroom.localpostgres.Database;
import io.strongroom.localpostgres.LocalPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The PostgreSQL of an installation: the embedded one, or the one whose URL is given.
///
/// @param server the embedded one, null when this process did not start it
record DevelopmentDatabase(Database roles, @Nullable LocalPostgres server)
        implements AutoCloseable {
    /// As `docs/operations.md` recommends for production: the slowest requests wait neither for a
    /// checkpoint every minute nor for an operating system that writes everything at once. The log
    /// takes that much disk only after so much load.
    private static final Map<String, String> SETTINGS =
            Map.of("max_wal_size", "4GB", "backend_flush_after", "512kB");

    static final String NAME = "strongroom";

    private static final Pattern URL = Pattern.compile("(jdbc:postgresql:.*/([^/?]+))(\\?.*)?");
    // any number that nobody else locks
    private static final long PREPARING = 0x5374726f6e67L;

    /// Prepares the two roles and the database.
    ///
    /// @param folder of the installation
    static DevelopmentDatabase prepare(DevelopmentSettings settings, Path folder) {
        String secret = secret(settings.databaseSecret(), folder);
        String given = settings.database();
        if (given != null) {
            return new DevelopmentDatabase(prepare(given, secret), null);
        }
        if (!settings.installation().equals(settings.home())) {
            return new DevelopmentDatabase(prepare(runningUrl(folder), secret), null);
        }
        LocalPostgres server = startEmbedded(folder, 0);
        return new DevelopmentDatabase(prepare(server.superuserUrl(NAME), secret), server);
    }

    /// Starts the embedded server, which stops when this process ends.
    ///
    /// @param port on the loopback interface, 0 for a free one
    static LocalPostgres startEmbedded(Path folder, int port) {
        LocalPostgres server;
        try {
            server = LocalPostgres.start(folder.resolve("server"), port, SETTINGS);
        } catch (IllegalStateException e) {
            throw new DevelopmentStartException(e.getMessage(), e);
        }
        createDatabase(server.superuserUrl("postgres"));
        PrivateFiles.write(folder.resolve("url"), server.superuserUrl(NAME));
        return server;
    }

    private static void createDatabase(String adminUrl) {
        try (Connection connection = DriverManager.getConnection(adminUrl);
                Statement statement = connection.createStatement()) {
            boolean missing;
            try (var found =
                    statement.executeQuery(
                            "SELECT FROM pg_database WHERE datname = '" + NAME + "'")) {
                missing = !found.next();
            }
            if (missing) {
                statement.execute("CREATE DATABASE " + NAME);
            }
        } catch (SQLException e) {
            throw new DevelopmentStartException(
                    "the database cannot be made: " + e.getMessage(), e);
        }
    }

    /// URL of the embedded database that another node of the installation started.
    static String runningUrl(Path folder) {
        Path file = folder.resolve("url");
        if (!Files.exists(file)) {
            throw new DevelopmentStartException(
                    "the installation in "
                            + folder.getParent()
                            + " has no database yet: start its first node, or set"
                            + " STRONGROOM_DATABASE_URL");
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Connects once.
    ///
    /// @throws DevelopmentStartException with one line and no password
    static void requireReachable(String adminUrl) {
        Matcher url = parse(adminUrl);
        try {
            DriverManager.getConnection(adminUrl).close();
        } catch (SQLException e) {
            throw unusable(url, e);
        }
    }

    /// The URL for the service's own roles, with all other parameters, such as `targetServerType`.
    static String withoutLogin(String adminUrl) {
        Matcher url = parse(adminUrl);
        String query = url.group(3) == null ? "" : url.group(3).substring(1);
        String kept =
                Arrays.stream(query.split("&"))
                        .filter(parameter -> !parameter.matches("(user|password)=.*|"))
                        .collect(Collectors.joining("&"));
        return kept.isEmpty() ? url.group(1) : url.group(1) + "?" + kept;
    }

    private static Matcher parse(String adminUrl) {
        Matcher url = URL.matcher(adminUrl);
        if (!url.matches()) {
            throw new DevelopmentStartException(
                    "STRONGROOM_DATABASE_URL must look like"
                            + " jdbc:postgresql://host:port/database?user=…&password=…");
        }
        return url;
    }

    private static DevelopmentStartException unusable(Matcher url, Exception cause) {
        return new DevelopmentStartException(
                "the database %s cannot be used: %s".formatted(url.group(1), cause.getMessage()),
                cause);
    }

    /// Nodes that start together take turns.
    private static Database prepare(String adminUrl, String secret) {
        Matcher url = parse(adminUrl);
        try (Connection connection = DriverManager.getConnection(adminUrl);
                Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock(" + PREPARING + ")");
            return Database.prepare(
                    adminUrl,
                    withoutLogin(adminUrl),
                    url.group(2),
                    derived(secret, Database.OWNER),
                    derived(secret, Database.APP));
        } catch (SQLException | IllegalStateException e) {
            throw unusable(url, e);
        }
    }

    private static String secret(@Nullable String given, Path folder) {
        return given != null
                ? given
                : PrivateFiles.readOrCreate(folder.resolve("secret"), PrivateFiles::randomWord);
    }

    private static String derived(String secret, String role) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(mac.doFinal(role.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (server != null) {
            server.close();
        }
    }
}
