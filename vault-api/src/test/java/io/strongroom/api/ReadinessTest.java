package io.strongroom.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ReadinessTest {
    private static final long SECOND = 1_000_000_000L;
    private final AtomicBoolean database = new AtomicBoolean(true);
    private final AtomicInteger looks = new AtomicInteger();
    private final AtomicLong time = new AtomicLong();
    private final Readiness readiness =
            new Readiness(
                    Map.of(
                            "hsm",
                            () -> true,
                            "database",
                            () -> {
                                looks.incrementAndGet();
                                return database.get();
                            }),
                    time::get);

    @Test
    void a_node_with_all_its_parts_is_ready() {
        assertThat(readiness.isReady()).isTrue();
        assertThat(readiness.parts()).containsEntry("hsm", true).containsEntry("database", true);
    }

    @Test
    void a_node_without_one_of_its_parts_is_not_ready() {
        database.set(false);

        assertThat(readiness.isReady()).isFalse();
        assertThat(readiness.parts()).containsEntry("hsm", true).containsEntry("database", false);
    }

    @Test
    void what_was_found_is_kept_for_a_second() {
        readiness.isReady();
        database.set(false);
        time.set(SECOND);
        assertThat(readiness.isReady()).isTrue();
        assertThat(looks).hasValue(1);

        time.set(SECOND + 1);
        assertThat(readiness.isReady()).isFalse();
    }

    @Test
    void who_asks_while_somebody_looks_does_not_wait() {
        List<Boolean> meanwhile = new ArrayList<>();
        List<Readiness> itself = new ArrayList<>();
        itself.add(
                new Readiness(
                        Map.of(
                                "slow",
                                () -> {
                                    ask(itself.getFirst(), meanwhile);
                                    return true;
                                }),
                        time::get));

        assertThat(itself.getFirst().isReady()).isTrue();
        assertThat(meanwhile).containsExactly(false);
    }

    /// Asks on another thread and waits for the answer.
    private static void ask(Readiness readiness, List<Boolean> answers) {
        Thread other = Thread.ofPlatform().start(() -> answers.add(readiness.isReady()));
        try {
            other.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
