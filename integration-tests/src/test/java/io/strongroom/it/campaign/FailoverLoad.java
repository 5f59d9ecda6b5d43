package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Load;
import io.strongroom.it.harness.Load.Attempt;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/// Signatures and changes through one node.
final class FailoverLoad {
    private static final int THREADS = 4;
    private static final String DIGEST = "A".repeat(43);

    /// How long a client waits that was refused, and between two changes.
    private static final Duration PAUSE = Duration.ofMillis(20);

    private final AtomicLong acknowledged = new AtomicLong();
    private final Person admin;
    private final String vault = Names.fresh("fail");
    private final Changes changes;
    private final Load load;

    private FailoverLoad(Node node) {
        admin = node.admin();
        Map<String, String> key = Map.of("kty", "EC-HSM", "crv", "P-256");
        until(() -> admin.createVault(vault, Map.of()));
        until(() -> admin.createKey(vault, "key", key));
        changes = new Changes(admin, vault);
        load = Load.start(THREADS, i -> i == 0 ? counted(this::change) : counted(this::sign));
    }

    /// Starts it as soon as the node accepts changes.
    static FailoverLoad start(Node node) {
        return new FailoverLoad(node);
    }

    private static void until(Supplier<Answer> call) {
        Waiting.until("success", Duration.ofSeconds(30), () -> call.get().status() / 100 == 2);
    }

    private Answer sign() {
        return admin.sign(vault, "key", "ES256", DIGEST);
    }

    private Answer change() {
        Waiting.pause(PAUSE);
        return changes.next();
    }

    private Supplier<Answer> counted(Supplier<Answer> call) {
        return () -> {
            Answer answer = call.get();
            if (answer.status() / 100 == 2) {
                acknowledged.incrementAndGet();
            } else {
                Waiting.pause(PAUSE);
            }
            return answer;
        };
    }

    /// Whether so many calls more are acknowledged in time.
    boolean progresses(int calls, Duration time) {
        long wanted = acknowledged.get() + calls;
        long end = System.nanoTime() + time.toNanos();
        while (acknowledged.get() < wanted) {
            if (System.nanoTime() > end) {
                return false;
            }
            Waiting.pause(PAUSE);
        }
        return true;
    }

    /// Whether a signature succeeds.
    boolean isPossible() {
        return sign().status() == 200;
    }

    List<Attempt> stop() {
        return load.stop();
    }

    /// What was changed, once the load has stopped.
    Changes changes() {
        return changes;
    }
}
