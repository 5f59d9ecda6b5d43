package io.strongroom.core.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Leases in memory, for the nodes of one process. Its monitor guards them.
public final class InMemoryTaskLeases implements TaskLeases {
    private final InstantSource clock;
    private final Map<String, Row> rows = new TreeMap<>();

    public InMemoryTaskLeases(InstantSource clock) {
        this.clock = clock;
    }

    private record Row(
            @Nullable String holder,
            Instant until,
            @Nullable Instant lastRun,
            boolean succeeded,
            Instant nextRun) {}

    @Override
    public boolean take(String task, String node, Duration limit) {
        return take(task, node, limit, false);
    }

    @Override
    public boolean takeNow(String task, String node, Duration limit) {
        return take(task, node, limit, true);
    }

    private synchronized boolean take(String task, String node, Duration limit, boolean now) {
        Instant time = clock.instant();
        Row row = rows.getOrDefault(task, new Row(null, Instant.MIN, null, false, time));
        boolean held =
                row.holder() != null && !row.holder().equals(node) && row.until().isAfter(time);
        if (held || (!now && row.nextRun().isAfter(time))) {
            return false;
        }
        rows.put(
                task,
                new Row(node, time.plus(limit), row.lastRun(), row.succeeded(), row.nextRun()));
        return true;
    }

    @Override
    public synchronized void finish(
            String task, String node, boolean succeeded, Duration interval) {
        Row row = rows.get(task);
        if (row != null && node.equals(row.holder())) {
            Instant time = clock.instant();
            rows.put(task, new Row(null, Instant.MIN, time, succeeded, time.plus(interval)));
        }
    }

    @Override
    public synchronized List<TaskState> states() {
        return rows.entrySet().stream()
                .map(entry -> {
                    Row row = entry.getValue();
                    return new TaskState(
                            entry.getKey(),
                            row.holder(),
                            row.lastRun(),
                            row.succeeded(),
                            row.nextRun());
                })
                .toList();
    }
}
