package io.strongroom.pkcs11.session;

import java.time.Duration;

/// How long calls may take.
///
/// @param queue how long a call waits for a free session before it is refused as busy
/// @param call how long a caller waits in all; a session whose call lasts longer is given up
record Timeouts(Duration queue, Duration call) {
    Timeouts {
        if (queue.isNegative() || call.compareTo(queue) < 0) {
            throw new IllegalArgumentException(
                    "timeout %s, timeout of calls %s".formatted(queue, call));
        }
    }
}
