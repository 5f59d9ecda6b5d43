package io.strongroom.api.listener;

import java.time.Duration;

/// How long a client may take, however slowly its bytes arrive.
///
/// @param head from the first byte of a request to the end of its head; for the first request of a
///   connection from the end of the TLS handshake
/// @param body from the first read of a body to its end
/// @param idle from an answer to the first byte of the next request
record RequestTimeouts(Duration head, Duration body, Duration idle) {
    static final RequestTimeouts DEFAULT =
            new RequestTimeouts(
                    Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(20));
}
