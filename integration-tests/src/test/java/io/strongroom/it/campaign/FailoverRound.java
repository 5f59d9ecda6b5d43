package io.strongroom.it.campaign;

import io.strongroom.it.harness.Load.Attempt;
import io.strongroom.it.harness.Pair;
import io.strongroom.it.harness.Pair.Commits;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.Waiting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Load on both nodes of a replicated site while one of its two servers is lost and returns, or the
/// other is promoted.
final class FailoverRound {
    private final Site site;
    private final Pair pair;
    private final Instant begun = Instant.now().minusSeconds(1);
    private final List<FailoverNode> nodes;
    private long quiet = Long.MAX_VALUE;
    private long lost = Long.MAX_VALUE;
    private long returning;
    private long returned;

    private FailoverRound(Site site, Pair pair) {
        this.site = site;
        this.pair = pair;
        this.nodes =
                List.of(
                        FailoverNode.start(site.first(), site.second().node()),
                        FailoverNode.start(site.second(), site.first().node()));
    }

    /// Makes the pair whole, starts the load and waits for success.
    static FailoverRound begin(Site site, Pair pair, Commits commits) {
        site.second(); // the first time it is started here
        pair.renew(commits);
        FailoverRound round = new FailoverRound(site, pair);
        round.awaitCalls();
        return round;
    }

    /// Waits for more success on both nodes.
    void awaitCalls() {
        Waiting.until(
                "load", Duration.ofSeconds(5), () -> nodes.stream().allMatch(FailoverNode::serves));
    }

    /// Lets the load run.
    void pause(Duration time) {
        Waiting.pause(time);
    }

    /// Nothing that begins from now on can be acknowledged.
    void quietFromNow() {
        quiet = System.nanoTime();
    }

    void killPrimary() {
        lost = System.nanoTime();
        pair.kill();
        quiet = Math.min(quiet, System.nanoTime());
    }

    /// Kills the primary that was replaced while it lived.
    void killFormer() {
        lost = System.nanoTime();
        pair.killFormer();
    }

    void killStandby() {
        lost = System.nanoTime();
        pair.killStandby();
        quietFromNow();
    }

    void promote() {
        returning = System.nanoTime();
        pair.promote();
        returned = System.nanoTime();
    }

    void startStandby() {
        returning = System.nanoTime();
        pair.startStandby();
        returned = System.nanoTime();
    }

    /// Waits until each node serves or has given up, starts those again that do not serve, and
    /// compares what was acknowledged with what the primary has.
    Seen end() {
        List<Boolean> restarts = new ArrayList<>();
        nodes.forEach(node -> restarts.add(!node.serves()));
        List<List<Attempt>> attempts = new ArrayList<>();
        nodes.forEach(node -> attempts.add(node.stop()));
        List<Boolean> usable = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            usable.add(!restarts.get(i) || nodes.get(i).isRestarted());
        }
        Set<String> recorded = Ledger.recorded(site, begun);
        Marks marks = new Marks(quiet, lost, returning, returned);
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            seen.add(
                    nodes.get(i)
                            .seen(
                                    attempts.get(i),
                                    recorded,
                                    marks,
                                    restarts.get(i),
                                    usable.get(i)));
        }
        return seen.stream().reduce(Seen::plus).orElseThrow();
    }
}
