package io.strongroom.api;

import io.strongroom.core.operation.AuditedOperations;
import io.strongroom.core.schedule.Scheduler;
import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.core.state.Sealer;
import io.strongroom.postgres.PostgresDatabase;
import io.strongroom.postgres.StateSweep;
import io.strongroom.postgres.StateWatch;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The sweep of sealed state. A pass takes long, so it has a thread of its own beside the other
/// tasks.
@Configuration(proxyBeanMethods = false)
class SweepWiring {

    @Bean
    StateAlarms stateAlarms(AuditedOperations operations, Clock clock) {
        return new StateAlarms(operations, UUID::randomUUID, clock);
    }

    /// Each node looks at what it remembers itself.
    @Bean
    NodeWork stateWatch(
            PostgresDatabase database,
            Sealer sealer,
            ServiceSettings settings,
            StateAlarms alarms) {
        StateWatch watch = database.stateWatch(sealer, settings.nodeName(), alarms::found);
        return new NodeWork(StateWatch.NAME, Duration.ofSeconds(5), watch::run).started();
    }

    @Bean
    StateSweep stateSweep(PostgresDatabase database, Sealer sealer, StateAlarms alarms) {
        return database.stateSweep(sealer, alarms::found, alarms::begun);
    }

    @Bean(defaultCandidate = false)
    Scheduler sweepScheduler(StateSweep sweep, TaskLeases leases, ServiceSettings settings) {
        return new Scheduler(List.of(sweep), leases, settings.nodeName(), ScheduleWiring::report);
    }

    @Bean
    SmartInitializingSingleton sweepStart(@Qualifier("sweepScheduler") Scheduler scheduler) {
        return scheduler::start;
    }

    @Bean
    StateHealth sealedStateHealthIndicator(StateSweep sweep) {
        return new StateHealth(sweep::findings);
    }

    @Bean
    StateMeters stateMeters(StateSweep sweep, StateHealth health) {
        return new StateMeters(sweep, health);
    }
}
