package io.strongroom.api;

import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.core.schedule.TaskState;
import java.util.List;
import java.util.Map;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/// `/actuator/tasks`: the service's tasks, with their last and next run over all nodes.
@Endpoint(id = "tasks")
public final class TasksEndpoint {
    private final TaskLeases leases;

    TasksEndpoint(TaskLeases leases) {
        this.leases = leases;
    }

    @ReadOperation
    public Map<String, List<TaskState>> tasks() {
        return Map.of("tasks", leases.states());
    }
}
