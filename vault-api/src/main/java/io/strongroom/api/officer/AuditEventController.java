package io.strongroom.api.officer;

import io.strongroom.api.operation.ControlOperations;
import io.strongroom.api.operation.Exchange;
import io.strongroom.core.administration.OfficersLog;
import io.strongroom.core.audit.Action;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/// `GET /audit/events`: the log, newest first. Reading it is in the log as well.
@RestController
public final class AuditEventController {
    private final ControlOperations operations;
    private final OfficersLog log;

    public AuditEventController(ControlOperations operations, OfficersLog log) {
        this.operations = operations;
        this.log = log;
    }

    @GetMapping("/audit/events")
    void find(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Exchange exchange = new Exchange(request, response);
        operations.answer(
                exchange,
                Action.AUDIT_LIST,
                visit -> log.find(visit, EventQuery.read(exchange::parameter)),
                page -> EventPageJson.of(page, exchange));
    }
}
