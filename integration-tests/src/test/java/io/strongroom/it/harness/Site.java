package io.strongroom.it.harness;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A database, an HSM token, and the nodes that share them.
public final class Site implements AutoCloseable {
    /// An authority that attests environments. Its key is pinned: that of the token service, which
    /// tests can sign with.
    public static final String ATTESTATION_AUTHORITY = "https://attest.test";

    private static final Map<String, Site> SHARED = new HashMap<>();
    private final Path home;
    private final Database database;
    private final Map<String, String> settings;
    private final VaultProcess first;
    private @Nullable VaultProcess second;

    private Site(Path home, Function<Path, Database> database, Map<String, String> settings) {
        this.home = home;
        this.settings = Map.copyOf(settings);
        this.database = database.apply(home.resolve("database"));
        this.first = VaultProcess.start(home.resolve("first"), environment());
    }

    /// Starts a site with one node, on empty folders.
    public static Site start(String name) {
        return start(name, Database::launch);
    }

    /// The same, on another database.
    ///
    /// @param database starts it in a folder
    public static Site start(String name, Function<Path, Database> database) {
        return start(name, database, Map.of());
    }

    /// The same, with settings of the service.
    ///
    /// @param settings environment variables
    public static Site start(
            String name, Function<Path, Database> database, Map<String, String> settings) {
        Path home = Path.of("target", "sites", name).toAbsolutePath();
        Folders.delete(home);
        return new Site(home, database, settings);
    }

    /// The site that tests share; it lives as long as this JVM.
    public static synchronized Site shared() {
        return SHARED.computeIfAbsent("shared", Site::startForGood);
    }

    /// The site of tests that break things; it lives as long as this JVM.
    public static synchronized Site broken() {
        return SHARED.computeIfAbsent("broken", Site::startForGood);
    }

    private static Site startForGood(String name) {
        Site site = start(name);
        Runtime.getRuntime().addShutdownHook(new Thread(site::close));
        return site;
    }

    public Database database() {
        return database;
    }

    public VaultProcess first() {
        return first;
    }

    /// A second node on the same database and HSM token; started when first asked for.
    public synchronized VaultProcess second() {
        if (second == null) {
            Map<String, String> environment = new HashMap<>(environment());
            environment.put("STRONGROOM_INSTALLATION", first.home().toString());
            environment.put("STRONGROOM_NODE", "second");
            second = VaultProcess.start(home.resolve("second"), environment);
        }
        return second;
    }

    private Map<String, String> environment() {
        Map<String, String> environment = new HashMap<>(settings);
        environment.put("STRONGROOM_NODE", "first");
        environment.put("STRONGROOM_DATABASE_URL", database.url());
        environment.put("STRONGROOM_DATABASE_SECRET", "shared-by-the-nodes-of-a-site");
        environment.put("STRONGROOM_RELEASE_AUTHORITIES_0_AUTHORITY", ATTESTATION_AUTHORITY);
        environment.put(
                "STRONGROOM_RELEASE_AUTHORITIES_0_JWKS",
                home.resolve("first/token-service/jwks.json").toUri().toString());
        return environment;
    }

    @Override
    public synchronized void close() {
        if (second != null) {
            second.close();
        }
        first.close();
        database.close();
    }
}
