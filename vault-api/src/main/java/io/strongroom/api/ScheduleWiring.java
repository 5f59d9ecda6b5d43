package io.strongroom.api;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.core.event.EventDelivery;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.ScheduledPurge;
import io.strongroom.core.key.ScheduledRotation;
import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.schedule.Scheduler;
import io.strongroom.core.schedule.Task;
import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.core.vault.VaultRepository;
import io.strongroom.postgres.AuditIndex;
import io.strongroom.postgres.AuditPartitions;
import io.strongroom.postgres.ChainVerification;
import io.strongroom.postgres.PostgresDatabase;
import io.strongroom.postgres.StateSweep;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
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
    ChainVerification chainVerification(
            PostgresDatabase database,
            ChainedAuditTrail trail,
            AuditedOperations operations,
            Clock clock) {
        return database.chainVerification(
                new ChainAlarms(operations, UUID::randomUUID, clock),
                () -> trail.statistics().recorded(),
                clock);
    }

    @Bean
    ChainMeters chainMeters(ChainVerification verification) {
        return new ChainMeters(verification);
    }

    @Bean
    ScheduledPurge scheduledPurge(
            AuditedOperations operations, VaultRepository vaults, KeyRepository keys, Clock clock) {
        return new ScheduledPurge(operations, vaults, keys, UUID::randomUUID, clock);
    }

    @Bean
    ScheduledRotation scheduledRotation(
            AuditedOperations operations,
            VaultRepository vaults,
            KeyRepository repository,
            Keys keys,
            Clock clock) {
        return new ScheduledRotation(operations, vaults, repository, keys, UUID::randomUUID, clock);
    }

    @Bean
    Scheduler scheduler(
            TaskLeases leases,
            ServiceSettings settings,
            PostgresDatabase database,
            ChainVerification verification,
            ScheduledPurge purge,
            ScheduledRotation rotation) {
        return new Scheduler(
                List.of(
                        database.auditPartitions(),
                        database.auditIndex(),
                        verification,
                        purge,
                        rotation),
                leases,
                settings.nodeName(),
                ScheduleWiring::report);
    }

    static void report(Task task, RuntimeException failure) {
        if (!NodeWork.isOutage(failure)) {
            LOG.error("task {} failed", task.name(), failure);
        }
    }

    /// Tasks run by the clock once all that they need is there.
    @Bean
    SmartInitializingSingleton scheduleStart(Scheduler scheduler) {
        return scheduler::start;
    }

    @Bean
    TaskMeters taskMeters(TaskLeases leases) {
        return new TaskMeters(
                leases,
                List.of(
                        ConfiguredTenants.NAME,
                        AuditPartitions.NAME,
                        AuditIndex.NAME,
                        ChainVerification.NAME,
                        ScheduledPurge.NAME,
                        ScheduledRotation.NAME,
                        EventDelivery.NAME,
                        StateSweep.NAME));
    }

    @Bean
    TasksEndpoint tasksEndpoint(TaskLeases leases) {
        return new TasksEndpoint(leases);
    }
}
