package io.strongroom.api;

import io.strongroom.core.schedule.Scheduler;
import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.postgres.AuditIndex;
import io.strongroom.postgres.AuditPartitions;
import io.strongroom.postgres.PostgresDatabase;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The service's own work: tasks that one node at a time runs.
@Configuration(proxyBeanMethods = false)
class ScheduleWiring {
    private static final Logger LOG = LoggerFactory.getLogger(Scheduler.class);

    @Bean
    TaskLeases taskLeases(PostgresDatabase database) {
        return database.taskLeases();
    }

    @Bean
    Scheduler scheduler(TaskLeases leases, ServiceSettings settings, PostgresDatabase database) {
        return new Scheduler(
                List.of(database.auditPartitions(), database.auditIndex()),
                leases,
                settings.nodeName(),
                (task, failure) -> LOG.error("task {} failed", task.name(), failure));
    }

    /// Tasks run by the clock once all that they need is there.
    @Bean
    SmartInitializingSingleton scheduleStart(Scheduler scheduler) {
        return scheduler::start;
    }

    @Bean
    TaskMeters taskMeters(TaskLeases leases) {
        return new TaskMeters(
                leases, List.of(ConfiguredTenants.NAME, AuditPartitions.NAME, AuditIndex.NAME));
    }

    @Bean
    TasksEndpoint tasksEndpoint(TaskLeases leases) {
        return new TasksEndpoint(leases);
    }
}
