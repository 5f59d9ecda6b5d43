package io.strongroom.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.DoubleSupplier;

/// CPU time of processes, user and system, from `/proc`.
final class CpuMeter {
    private static final double TICKS_PER_SECOND = 100;
    private final DoubleSupplier seconds;
    private final double start;

    private CpuMeter(DoubleSupplier seconds) {
        this.seconds = seconds;
        this.start = seconds.getAsDouble();
    }

    /// One process with all its threads.
    static CpuMeter of(long pid) {
        return new CpuMeter(() -> ticks(pid, 13, 14) / TICKS_PER_SECOND);
    }

    /// A process and its descendants, living and reaped.
    static CpuMeter ofTree(long pid) {
        return new CpuMeter(() -> treeTicks(pid) / TICKS_PER_SECOND);
    }

    /// The children of this process that have ended and were waited for.
    static CpuMeter ofReapedChildren() {
        long self = ProcessHandle.current().pid();
        return new CpuMeter(() -> ticks(self, 15, 16) / TICKS_PER_SECOND);
    }

    /// Seconds of CPU since this meter was made.
    double secondsSince() {
        return seconds.getAsDouble() - start;
    }

    private static long treeTicks(long pid) {
        long sum = ticks(pid, 13, 14) + ticks(pid, 15, 16);
        List<ProcessHandle> children =
                ProcessHandle.of(pid).map(p -> p.descendants().toList()).orElse(List.of());
        for (ProcessHandle child : children) {
            sum += ticks(child.pid(), 13, 14);
        }
        return sum;
    }

    /// Fields of `/proc/PID/stat` counted from 0; see proc(5).
    private static long ticks(long pid, int... fields) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            // the name in parentheses may hold spaces
            String[] words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long sum = 0;
            for (int field : fields) {
                sum += Long.parseLong(words[field - 2]);
            }
            return sum;
        } catch (NoSuchFileException ended) {
            return 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
