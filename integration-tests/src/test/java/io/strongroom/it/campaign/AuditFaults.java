package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Database;
import io.strongroom.it.harness.Load;
import io.strongroom.it.harness.Load.Attempt;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Takes the database and the service away under load, and compares what was acknowledged with what
/// the log holds.
public final class AuditFaults {
    /// Within this time of losing the database every answer is a 503.
    public static final Duration TURN = Duration.ofMillis(2500);

    /// Within this time of the database's return the service serves again.
    public static final Duration RETURN = Duration.ofSeconds(5);

    /// Within this time of its start the service is ready.
    public static final Duration READY = Duration.ofSeconds(15);

    private static final int THREADS = 16;
    private static final String DIGEST = "A".repeat(43);
    private final Site site;
    private final Node node;

    public AuditFaults(Site site) {
        this.site = site;
        this.node = site.first().node();
    }

    /// What an outage of the database looked like from outside.
    ///
    /// @param slowest longest time to an answer, counted from the loss of the database or from the
    ///   call when that was later
    /// @param acknowledged calls begun during the outage that were answered with success
    /// @param strange answers during the whole run that are neither success nor 503, and calls
    ///   without answer
    /// @param hsmCalls operations that the HSM was asked for between [#TURN] and the return
    /// @param back from the database's return to the first success
    /// @param announced whether the outage is told as it should be: 503 with `Retry-After`, not
    ///   ready, but alive
    /// @param unaudited acknowledged calls without a record
    /// @param refused 503 seen
    /// @param signed successes seen
    public record Outage(
            Duration slowest,
            long acknowledged,
            long strange,
            double hsmCalls,
            Duration back,
            boolean announced,
            long unaudited,
            long refused,
            long signed) {
        public Finding finding(String what) {
            long late = slowest.compareTo(TURN) > 0 ? 1 : 0;
            long slow = back.compareTo(RETURN) > 0 ? 1 : 0;
            return new Finding(
                    what,
                    refused + signed,
                    100,
                    late
                            + slow
                            + acknowledged
                            + strange
                            + (long) hsmCalls
                            + (announced ? 0 : 1)
                            + unaudited,
                    Map.of(
                            "slowest-ms", slowest.toMillis(),
                            "acknowledged-meanwhile", acknowledged,
                            "strange", strange,
                            "hsm-calls-meanwhile", (long) hsmCalls,
                            "back-ms", back.toMillis(),
                            "unaudited", unaudited,
                            "refused", refused,
                            "signed", signed));
        }
    }

    /// The database is stopped and started.
    public Outage databaseStops() {
        return outage(Database::stop, Database::start);
    }

    /// The database crashes and is started.
    public Outage databaseCrashes() {
        return outage(Database::kill, Database::start);
    }

    /// The database hangs with its connections open, and goes on.
    public Outage databaseHangs() {
        return outage(Database::freeze, Database::thaw);
    }

    private Outage outage(Consumer<Database> take, Consumer<Database> give) {
        String vault = newVault();
        Load load = Load.start(THREADS, _ -> signing(vault));
        awaitCalls(load, 200);
        long lost = System.nanoTime();
        take.accept(site.database());
        long gone = System.nanoTime();
        double hsmCalls;
        boolean announced;
        long giving;
        try {
            Waiting.pause(TURN);
            announced = isAnnounced(signing(vault).get()); // readiness asks the HSM, too
            double before = node.metrics().hsmOperations();
            Waiting.pause(Duration.ofSeconds(2));
            hsmCalls = node.metrics().hsmOperations() - before;
        } finally {
            giving = System.nanoTime();
            give.accept(site.database());
        }
        Duration back =
                Waiting.until(
                        "service after the outage",
                        Duration.ofSeconds(30),
                        () -> signing(vault).get().status() == 200);
        awaitCalls(load, load.count() + 200);
        List<Attempt> attempts = load.stop();
        return new Outage(
                slowest(attempts, lost, giving),
                attempts.stream()
                        .filter(a -> a.begun() > gone && a.ended() < giving && a.acknowledged())
                        .count(),
                attempts.stream().filter(a -> !a.acknowledged() && a.status() != 503).count(),
                hsmCalls,
                back,
                announced,
                Ledger.unaudited(site, vault, attempts),
                attempts.stream().filter(a -> a.status() == 503).count(),
                attempts.stream().filter(Attempt::acknowledged).count());
    }

    private boolean isAnnounced(Answer refusal) {
        return refusal.status() == 503
                && !refusal.header("Retry-After").isEmpty()
                && health("ready") == 503
                && health("live") == 200;
    }

    private int health(String question) {
        String url = node.installation().url() + "/health/" + question;
        return node.raw().send("GET", url, null, null).status();
    }

    private static Duration slowest(List<Attempt> attempts, long lost, long giving) {
        return Duration.ofNanos(
                attempts.stream()
                        .filter(a -> a.ended() > lost && a.begun() < giving)
                        .mapToLong(a -> a.ended() - Math.max(a.begun(), lost))
                        .max()
                        .orElseThrow());
    }

    /// What killing the service looked like from outside.
    ///
    /// @param ready how long each start took
    /// @param lost keys whose creation was acknowledged and that are not there
    public record Kills(
            List<Duration> ready,
            long acknowledged,
            long unanswered,
            long strange,
            long unaudited,
            long created,
            long lost) {
        public Finding finding(int kills) {
            long late = ready.stream().filter(r -> r.compareTo(READY) > 0).count();
            long slowest = ready.stream().mapToLong(Duration::toMillis).max().orElse(0);
            return new Finding(
                    "kill -9 of the service",
                    ready.size(),
                    kills,
                    late + strange + unaudited + lost,
                    Map.of(
                            "slowest-ready-ms", slowest,
                            "acknowledged", acknowledged,
                            "unanswered", unanswered,
                            "strange", strange,
                            "unaudited", unaudited,
                            "keys-created", created,
                            "keys-lost", lost));
        }
    }

    /// The service is killed under load, again and again.
    public Kills serviceIsKilled(int times) {
        String vault = newVault();
        AtomicInteger number = new AtomicInteger();
        List<String> created = java.util.Collections.synchronizedList(new ArrayList<>());
        Load load =
                Load.start(
                        THREADS, i -> i == 0 ? creating(vault, number, created) : signing(vault));
        List<Duration> ready = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            awaitCalls(load, load.count() + 300);
            site.first().kill();
            ready.add(site.first().restart());
        }
        awaitCalls(load, load.count() + 300);
        List<Attempt> attempts = load.stop();
        Person admin = node.admin();
        return new Kills(
                ready,
                attempts.stream().filter(Attempt::acknowledged).count(),
                attempts.stream().filter(a -> a.status() == 0).count(),
                attempts.stream()
                        .filter(a -> !a.acknowledged() && a.status() != 0 && a.status() != 503)
                        .count(),
                Ledger.unaudited(site, vault, attempts),
                created.size(),
                created.stream()
                        .filter(key ->
                                admin.data("GET", vault, "/keys/" + key, null).status() != 200)
                        .count());
    }

    /// Records that are missing or changed in the chains of all nodes.
    public Finding chains() {
        return new Finding("chains of the log", 1, 1, Ledger.brokenLinks(site), Map.of());
    }

    private Supplier<Answer> signing(String vault) {
        Person admin = node.admin();
        return () -> admin.sign(vault, "key", "ES256", DIGEST);
    }

    private Supplier<Answer> creating(
            String vault, AtomicInteger number, List<String> acknowledged) {
        Person admin = node.admin();
        return () -> {
            String name = "made-" + number.incrementAndGet();
            Answer answer = admin.createKey(vault, name, Map.of("kty", "EC-HSM", "crv", "P-256"));
            if (answer.status() == 200) {
                acknowledged.add(name);
            }
            return answer;
        };
    }

    private String newVault() {
        String vault = Names.fresh("fault");
        node.admin().createVault(vault, Map.of()).ok();
        node.admin().createEcKey(vault, "key");
        return vault;
    }

    private static void awaitCalls(Load load, long count) {
        Waiting.until("load", Duration.ofSeconds(60), () -> load.count() >= count);
    }
}
