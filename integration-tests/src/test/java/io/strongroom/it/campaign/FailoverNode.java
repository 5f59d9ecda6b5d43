package io.strongroom.it.campaign;

import io.strongroom.it.harness.Load.Attempt;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.VaultProcess;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// One of the two nodes of a round, with its load and its log.
final class FailoverNode {
    private static final int SECONDS = 20;
    private static final int CALLS = 50;
    private final VaultProcess process;
    private final Node other;
    private final NodeLog log;
    private final FailoverLoad load;

    private FailoverNode(VaultProcess process, Node other) {
        this.process = process;
        this.other = other;
        this.load = FailoverLoad.start(process.node());
        this.log = new NodeLog(process);
    }

    /// Starts the load.
    ///
    /// @param other the node through which changes are looked up
    static FailoverNode start(VaultProcess process, Node other) {
        return new FailoverNode(process, other);
    }

    /// Whether it serves, in the end. A node that says that its store was rolled back does not.
    boolean serves() {
        for (int i = 0; i < SECONDS && !log.saysRolledBack(); i++) {
            if (load.progresses(CALLS, Duration.ofSeconds(1))) {
                return true;
            }
        }
        return false;
    }

    List<Attempt> stop() {
        return load.stop();
    }

    /// Starts the process again.
    ///
    /// @return whether it serves then
    boolean isRestarted() {
        process.stop();
        process.restart();
        return load.isPossible();
    }

    /// What was seen, once the load has stopped and every node serves.
    ///
    /// @param recorded ids that the primary has
    Seen seen(
            List<Attempt> attempts,
            Set<String> recorded,
            Marks marks,
            boolean restarted,
            boolean usable) {
        Changes changes = load.changes();
        List<Attempt> acknowledged = attempts.stream().filter(Attempt::acknowledged).toList();
        long refused = attempts.stream().filter(a -> a.status() == 503).count();
        return new Seen(
                acknowledged.size(),
                refused,
                strange(attempts),
                marks.acknowledgedMeanwhile(attempts),
                acknowledged.stream().filter(a -> !recorded.contains(a.requestId())).count(),
                changes.confirmed(),
                changes.refused(),
                changes.broken(other),
                log.storedInDoubt(),
                log.notStoredInDoubt(),
                log.saysRolledBack() ? 1 : 0,
                restarted ? 1 : 0,
                usable ? 0 : 1,
                marks.fromLoss(attempts),
                marks.fromReturn(attempts));
    }

    private static Map<Integer, Long> strange(List<Attempt> attempts) {
        return attempts.stream()
                .filter(a -> !a.acknowledged() && a.status() != 503)
                .collect(Collectors.groupingBy(Attempt::status, Collectors.counting()));
    }
}
