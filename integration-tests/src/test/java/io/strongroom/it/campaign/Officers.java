package io.strongroom.it.campaign;

import io.strongroom.it.campaign.LogQuestions.Page;
import io.strongroom.it.harness.Load;
import io.strongroom.it.harness.Load.Attempt;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Raw;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// An officer of one tenant asks a large log without pause, beside another tenant that signs.
public final class Officers {
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final int TURNS = 4;
    private static final int MANY = 256;
    private static final int PAGES_EACH = 20;
    private static final String DIGEST = "A".repeat(43);

    private static final String NOW =
            "SELECT (extract(epoch FROM clock_timestamp()) * 1000000)::bigint";

    private final Site site;
    private final Node node;
    private final LargeLog log;
    private final Person signer;
    private final String vault = Names.fresh("beside");

    /// @param events of the log
    public Officers(Site site, long events) {
        this.site = site;
        node = site.first().node();
        log = new LargeLog(site, events);
        signer = node.person(Organisation.FABRIKAM, Role.ADMIN);
        signer.createVault(vault, Map.of()).ok();
        signer.createEcKey(vault, "key");
    }

    /// Fills the log, asks from 1, 8 and 16 connections and from more than are let in, and deletes
    /// the log.
    ///
    /// @param time of each measurement
    public void run(Duration time, Consumer<Finding> found) {
        try (Raw raw = new Raw(node.installation().ca())) {
            log.make(
                    node.principal(Organisation.CONTOSO, Role.OFFICER).tenantId(),
                    signer.principal().tenantId());
            LogQuestions questions = new LogQuestions(raw, node, log);
            warmUp(questions);
            beside(16, questions, time, found);
            beside(8, questions, time, found);
            List<Page> alone = beside(1, questions, time, found);
            questions.each(alone, PAGES_EACH).forEach(found);
            found.accept(limit(questions, time));
        } finally {
            site.first().stop();
            log.delete();
        }
    }

    private void warmUp(LogQuestions questions) {
        LargeLog.say("warming up");
        Load asking = Load.start(2, _ -> questions::ask);
        sign(WARM_UP);
        asking.stop();
        questions.taken();
    }

    /// Signs without the officer and with it, in turns.
    private List<Page> beside(
            int connections, LogQuestions questions, Duration time, Consumer<Finding> found) {
        LargeLog.say("asking from %d connections".formatted(connections));
        List<Attempt> quiet = new ArrayList<>();
        List<Attempt> signed = new ArrayList<>();
        long idle = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            quiet.addAll(sign(time.dividedBy(TURNS)));
            Load asking = Load.start(connections, _ -> questions::ask);
            signed.addAll(sign(time.dividedBy(TURNS)));
            asking.stop();
            idle = Math.max(idle, idle());
        }
        List<Page> pages = questions.taken();
        long slower = p99(signed) > 2 * p99(quiet) ? 1 : 0;
        found.accept(
                new Finding(
                        "signatures beside an officer on " + connections + " connections",
                        signed.size(),
                        1000,
                        strange(pages) + failed(quiet) + failed(signed) + slower + late(idle),
                        Map.of(
                                "p99-quiet-us", p99(quiet),
                                "p99-beside-us", p99(signed),
                                "signatures-failed", failed(quiet) + failed(signed),
                                "pages", (long) pages.size(),
                                "pages-refused", pages.stream().filter(Page::refused).count(),
                                "pages-strange", strange(pages),
                                "page-p50-us", LogQuestions.percentile(pages, 0.5),
                                "page-p99-us", LogQuestions.percentile(pages, 0.99),
                                "idle-after-ms", idle)));
        return pages;
    }

    /// Asks from more connections than a tenant's share lets in within a second. Each that is
    /// refused waits as long as it is told.
    private Finding limit(LogQuestions questions, Duration time) {
        LargeLog.say("asking from %d connections".formatted(MANY));
        Load asking = Load.start(MANY, _ -> questions::askAndWait);
        List<Attempt> signed = sign(time);
        asking.stop();
        long idle = idle();
        List<Page> pages = questions.taken();
        return new Finding(
                "questions beyond a tenant's share",
                pages.stream().filter(Page::refused).count(),
                1,
                strange(pages) + failed(signed) + late(idle),
                Map.of(
                        "pages",
                        (long) pages.size(),
                        "pages-strange",
                        strange(pages),
                        "signatures",
                        (long) signed.size(),
                        "signatures-failed",
                        failed(signed),
                        "p99-beside-us",
                        p99(signed),
                        "idle-after-ms",
                        idle));
    }

    private static long strange(List<Page> pages) {
        return pages.stream().filter(page -> page.status() != 200 && !page.refused()).count();
    }

    private static long failed(List<Attempt> signed) {
        return signed.stream().filter(attempt -> !attempt.acknowledged()).count();
    }

    private static long late(long idle) {
        return idle > IDLE.toMillis() ? 1 : 0;
    }

    /// How long statements that the log's readers began go on from now, in milliseconds.
    private long idle() {
        String left =
                """
                SELECT count(*) FROM pg_stat_activity WHERE application_name = 'strongroom log'
                AND state <> 'idle' AND query_start < to_timestamp(%d / 1000000.0)
                """
                        .formatted(log.number(NOW));
        return Waiting.until("idle readers", IDLE.multipliedBy(10), () -> log.number(left) == 0)
                .toMillis();
    }

    private List<Attempt> sign(Duration time) {
        Load load = Load.start(1, _ -> () -> signer.sign(vault, "key", "ES256", DIGEST));
        Waiting.pause(time);
        return load.stop();
    }

    private static long p99(List<Attempt> attempts) {
        long[] micros =
                attempts.stream().mapToLong(a -> (a.ended() - a.begun()) / 1000).sorted().toArray();
        return micros.length == 0 ? 0 : micros[(int) (micros.length * 0.99)];
    }
}
