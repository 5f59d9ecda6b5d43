package io.strongroom.api;

import java.util.Map;
import java.util.function.BooleanSupplier;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// Liveness and readiness for load balancers. Responses say nothing else, because requests need no
/// token.
@RestController
final class HealthController {
    private final BooleanSupplier ready;

    HealthController(BooleanSupplier ready) {
        this.ready = ready;
    }

    @GetMapping("/health/live")
    ResponseEntity<Map<String, String>> live() {
        return answer(true);
    }

    @GetMapping("/health/ready")
    ResponseEntity<Map<String, String>> ready() {
        return answer(ready.getAsBoolean());
    }

    private static ResponseEntity<Map<String, String>> answer(boolean up) {
        return ResponseEntity.status(up ? 200 : 503)
                .header("Cache-Control", "no-store")
                .body(Map.of("status", up ? "UP" : "DOWN"));
    }
}
