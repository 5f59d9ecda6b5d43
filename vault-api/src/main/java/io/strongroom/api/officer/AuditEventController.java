package io.strongroom.api.officer;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.ControlOperations;
import io.strongroom.api.arm.Recorded;
import io.strongroom.core.administration.OfficersLog;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.permission.Right;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /audit/events`: the log, newest first. Reading it is recorded, too.
@RestController
public final class AuditEventController {
    private final ControlOperations operations;
    private final OfficersLog log;

    public AuditEventController(ControlOperations operations, OfficersLog log) {
        this.operations = operations;
        this.log = log;
    }

    @GetMapping("/audit/events")
    @Recorded(value = Action.AUDIT_LIST, right = Right.AUDIT_EVENTS_READ)
    void find(ControlExchange exchange) throws IOException {
        operations.answer(
                exchange,
                visit -> log.find(visit, query(exchange)),
                page -> EventPageJson.of(page, exchange));
    }

    private static AuditLog.Query query(ControlExchange exchange) {
        exchange.requireParameters(EventQuery.PARAMETERS);
        return EventQuery.read(exchange::parameter);
    }
}
