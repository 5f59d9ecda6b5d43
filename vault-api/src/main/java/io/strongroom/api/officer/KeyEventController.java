package io.strongroom.api.officer;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.ControlOperations;
import io.strongroom.api.arm.Recorded;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.administration.TenantEvents;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.permission.Right;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /events`: what happened to the tenant's keys, newest first.
@RestController
public final class KeyEventController {
    static final String PATH = "/events";

    /// The parameters that `nextLink` repeats.
    static final List<String> FILTERS = List.of("from", "to", "limit");

    private static final List<String> PARAMETERS = List.of("from", "to", "limit", "cursor");

    private final ControlOperations operations;
    private final TenantEvents events;
    private final Addresses addresses;

    public KeyEventController(
            ControlOperations operations, TenantEvents events, Addresses addresses) {
        this.operations = operations;
        this.events = events;
        this.addresses = addresses;
    }

    @GetMapping(PATH)
    @Recorded(value = Action.EVENT_LIST, right = Right.AUDIT_EVENTS_READ)
    void find(ControlExchange exchange) throws IOException {
        operations.answer(
                exchange,
                visit -> events.find(visit, query(exchange)),
                page -> KeyEventPageJson.of(page, exchange, addresses));
    }

    private static KeyEvents.Query query(ControlExchange exchange) {
        exchange.requireParameters(PARAMETERS);
        AuditLog.Query query = EventQuery.read(exchange::parameter);
        return new KeyEvents.Query(query.from(), query.to(), query.limit(), query.cursor());
    }
}
