package io.strongroom.it.campaign;

import io.strongroom.it.harness.Pair;
import io.strongroom.it.harness.Pair.Commits;
import io.strongroom.it.harness.Site;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/// Takes the primary of a replicated database away under load and promotes its standby. The clients
/// keep what was acknowledged; each of those calls is looked up in the log of the new primary.
public final class Failover {
    /// Within this time of a promotion every node serves again.
    public static final Duration SIGNING = Duration.ofSeconds(2);

    /// The same, when the standby had not kept up, or a server was away for longer.
    public static final Duration RETURN = Duration.ofSeconds(5);

    private static final int FEW = 3;
    private static final Duration STALL = Duration.ofSeconds(4);

    /// Longer than the driver remembers which server is the primary (`hostRecheckSeconds`).
    private static final Duration UNFENCED = Duration.ofSeconds(12);

    private static final Duration MOMENT = Duration.ofMillis(700);
    private final Site site;
    private final Pair pair;
    private final Consumer<Finding> found;

    /// @param site whose database is a pair
    public Failover(Site site, Pair pair, Consumer<Finding> found) {
        this.site = site;
        this.pair = pair;
        this.found = found;
    }

    /// What ends the wait of a commit for the standby.
    private interface End {
        void of(Pair pair);
    }

    /// Runs all scenarios.
    ///
    /// @param rounds of a killed primary, with each kind of synchronous commit; of all else three
    ///   rounds, or so many if they are fewer
    public void run(int rounds) {
        int few = Math.min(rounds, FEW);
        repeat(rounds, _ -> primaryDies(Commits.ON));
        repeat(rounds, _ -> primaryDies(Commits.REMOTE_APPLY));
        repeat(few, this::standbyStalls);
        repeat(few, _ -> waitEnds("terminated", p -> p.endWaiting("pg_terminate_backend")));
        repeat(few, _ -> waitEnds("cancelled", p -> p.endWaiting("pg_cancel_backend")));
        repeat(few, _ -> waitEnds("crashed", Pair::crashWaiting));
        repeat(few, _ -> waitEnds("restarted", Failover::restart));
        repeat(few, _ -> formerLives());
        repeat(few, _ -> asynchronous());
        repeat(few, _ -> standbyReturns());
    }

    private static void repeat(int rounds, Consumer<Integer> round) {
        for (int i = 0; i < rounds; i++) {
            round.accept(i);
        }
    }

    private void primaryDies(Commits commits) {
        FailoverRound round = FailoverRound.begin(site, pair, commits);
        round.killPrimary();
        round.promote();
        report("primary killed, " + commits.name().toLowerCase(Locale.ROOT), round.end(), SIGNING);
    }

    /// The standby is cut off, or stopped with its connection open, in turn.
    private void standbyStalls(int number) {
        FailoverRound round = FailoverRound.begin(site, pair, Commits.ON);
        boolean cut = number % 2 == 0;
        if (cut) {
            pair.cutStandbyOff();
        } else {
            pair.stallStandby();
        }
        round.quietFromNow();
        round.pause(STALL);
        round.killPrimary();
        round.promote();
        report(
                "standby " + (cut ? "cut off" : "stalled") + ", primary killed",
                round.end(),
                RETURN);
    }

    private void waitEnds(String how, End end) {
        FailoverRound round = FailoverRound.begin(site, pair, Commits.ON);
        pair.cutStandbyOff();
        round.quietFromNow();
        end.of(pair);
        round.pause(MOMENT);
        round.killPrimary();
        round.promote();
        report("waiting commit " + how + ", primary killed", round.end(), RETURN);
    }

    private static void restart(Pair pair) {
        pair.stop();
        pair.start();
    }

    private void formerLives() {
        FailoverRound round = FailoverRound.begin(site, pair, Commits.ON);
        round.promote();
        round.pause(UNFENCED);
        round.killFormer();
        report("promoted beside the primary", round.end(), RETURN);
    }

    private void asynchronous() {
        FailoverRound round = FailoverRound.begin(site, pair, Commits.ASYNCHRONOUS);
        pair.cutStandbyOff();
        round.awaitCalls();
        round.killPrimary();
        round.promote();
        Seen seen = round.end();
        add("asynchronous, must lose", seen, seen.missed(2));
    }

    private void standbyReturns() {
        FailoverRound round = FailoverRound.begin(site, pair, Commits.ON);
        round.killStandby();
        round.pause(STALL);
        round.startStandby();
        report("standby lost and back", round.end(), RETURN);
    }

    private void report(String what, Seen seen, Duration limit) {
        add(what, seen, seen.breaches(limit));
    }

    private void add(String what, Seen seen, long breaches) {
        found.accept(
                new Finding(
                        what,
                        seen.signed() + seen.refused(),
                        100,
                        breaches + Ledger.brokenLinks(site),
                        seen.counts()));
    }
}
