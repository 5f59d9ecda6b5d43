package io.strongroom.it.harness;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A primary and its standby, which change places at each promotion. What can be done to a database
/// is done to the primary.
public final class Pair implements Database {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /// What a commit waits for.
    public enum Commits {
        /// Until the standby has flushed them.
        ON,
        /// Until the standby has replayed them.
        REMOTE_APPLY,
        /// Not for the standby.
        ASYNCHRONOUS
    }

    private final String url;
    private PairServer primary;
    private @Nullable PairServer standby;
    private @Nullable PairServer former;
    private List<String> stalled = List.of();

    private Pair(Path home) {
        primary = PairServer.create(home.resolve("one"), home);
        primary.run("postgres", "CREATE DATABASE " + PairServer.DATABASE);
        PairServer second = primary.standby(home.resolve("two"), 0);
        standby = second;
        String name = primary.postgres().superuserUrl(PairServer.DATABASE);
        url =
                "jdbc:postgresql://127.0.0.1:%d,127.0.0.1:%d%s&targetServerType=primary"
                        .formatted(
                                primary.postgres().port(),
                                second.postgres().port(),
                                name.substring(name.lastIndexOf('/')));
    }

    /// Starts both.
    public static Pair launch(Path home) {
        return new Pair(home);
    }

    @Override
    public String url() {
        return url;
    }

    @Override
    public Connection superuser() throws SQLException {
        return primary.connect(PairServer.DATABASE);
    }

    /// Makes the pair whole: a former primary becomes the standby, with a copy of the data.
    /// Sessions of the service begin anew, because each keeps what its commits wait for.
    public void renew(Commits commits) {
        PairServer old = former;
        if (old != null) {
            int port = old.postgres().port();
            old.remove();
            former = null;
            standby = primary.standby(old.home(), port);
        }
        boolean waits = commits != Commits.ASYNCHRONOUS;
        set("synchronous_standby_names", waits ? "standby" : "");
        set("synchronous_commit", commits == Commits.REMOTE_APPLY ? "remote_apply" : "on");
        primary.run("SELECT pg_reload_conf()");
        await(() ->
                primary.list("SELECT sync_state FROM pg_stat_replication")
                        .equals(List.of(waits ? "sync" : "async")));
        primary.run(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'strongroom_app'");
    }

    private void set(String name, String value) {
        primary.run("ALTER SYSTEM SET %s = '%s'".formatted(name, value));
    }

    /// Has the standby look for its primary elsewhere. Returns when the primary has no standby.
    public void cutStandbyOff() {
        required(standby).run("ALTER SYSTEM SET primary_conninfo = 'host=127.0.0.1 port=1'");
        required(standby).run("SELECT pg_reload_conf()");
        await(() -> primary.list("SELECT pid FROM pg_stat_replication").isEmpty());
    }

    /// Stops the process of the standby that receives, and leaves its connection open.
    public void stallStandby() {
        stalled = required(standby).list("SELECT pid FROM pg_stat_wal_receiver");
        PairServer.signal("STOP", stalled);
    }

    /// Calls a function of PostgreSQL on each process of the primary whose commit waits for the
    /// standby, and returns when there was one.
    ///
    /// @param function such as `pg_cancel_backend`
    public void endWaiting(String function) {
        String end =
                "SELECT %s(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep'"
                        .formatted(function);
        await(() -> !primary.list(end).isEmpty());
    }

    /// Kills a process of the primary whose commit waits for the standby. The server ends all
    /// others and recovers.
    public void crashWaiting() {
        String query = "SELECT pid FROM pg_stat_activity WHERE wait_event = 'SyncRep' LIMIT 1";
        List<String> waiting = new ArrayList<>();
        await(() -> waiting.addAll(primary.list(query)));
        PairServer.signal("KILL", waiting);
    }

    /// Makes the standby the primary and leaves the former one as it is. What lies in the
    /// connection of a stalled receiver is lost.
    public void promote() {
        PairServer promoted = required(standby);
        if (!stalled.isEmpty()) {
            PairServer.signal("KILL", stalled);
            stalled = List.of();
        }
        await(promoted::isPromoted);
        former = primary;
        primary = promoted;
        standby = null;
    }

    /// Kills the primary that was replaced while it lived.
    public void killFormer() {
        required(former).kill();
    }

    /// Kills the standby.
    public void killStandby() {
        required(standby).kill();
    }

    /// Starts the standby again after [#killStandby].
    public void startStandby() {
        required(standby).postgres().restart();
    }

    @Override
    public void stop() {
        primary.postgres().stop();
    }

    @Override
    public void kill() {
        primary.kill();
    }

    @Override
    public void freeze() {
        primary.postgres().freeze();
    }

    @Override
    public void thaw() {
        primary.postgres().thaw();
    }

    @Override
    public void start() {
        primary.postgres().restart();
    }

    private static PairServer required(@Nullable PairServer server) {
        if (server == null) {
            throw new IllegalStateException("the pair is not whole");
        }
        return server;
    }

    private static void await(BooleanSupplier holds) {
        Waiting.until("a change of the pair", PATIENCE, holds);
    }

    @Override
    public void close() {
        Stream.of(primary, standby, former)
                .forEach(server -> {
                    if (server != null) {
                        server.postgres().close();
                    }
                });
    }
}
