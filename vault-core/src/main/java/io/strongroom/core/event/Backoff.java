package io.strongroom.core.event;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// The pauses between the attempts to deliver an event: they double from ten seconds up to an hour,
/// each shortened by chance by up to a half, so that receivers are not met by all at once.
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final int DOUBLINGS = 9; // then the longest is reached

    private final RandomGenerator random;

    Backoff(RandomGenerator random) {
        this.random = random;
    }

    /// The pause after so many failed attempts.
    Duration after(int attempts) {
        Duration full = FIRST.multipliedBy(1L << Math.min(attempts - 1, DOUBLINGS));
        Duration pause = full.compareTo(LONGEST) < 0 ? full : LONGEST;
        return pause.minusMillis((long) (random.nextDouble() * pause.toMillis() / 2));
    }
}
