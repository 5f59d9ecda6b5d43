package io.strongroom.api;

import io.strongroom.api.event.HttpWebhook;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.event.EventDelivery;
import io.strongroom.core.schedule.Scheduler;
import io.strongroom.core.schedule.TaskLeases;
import io.strongroom.postgres.PostgresDatabase;
import java.net.http.HttpClient;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// Events to webhooks.
@Configuration(proxyBeanMethods = false)
class EventWiring {

    @Bean(destroyMethod = "shutdownNow")
    HttpClient webhookClient(WebhookSettings settings) {
        return HttpWebhook.client(settings.timeout()).build();
    }

    @Bean
    DeliveryMeters deliveryMeters() {
        return new DeliveryMeters();
    }

    @Bean
    EventDelivery eventDelivery(
            WebhookSettings settings,
            TenantSettings tenants,
            HttpClient webhookClient,
            PostgresDatabase database,
            DeliveryMeters meters,
            Addresses addresses,
            Clock clock) {
        return new EventDelivery(
                new Webhooks(
                                settings,
                                tenants.tenants().stream().map(TenantSettings.Entry::id).toList(),
                                addresses,
                                clock)
                        .receivers(webhookClient),
                database.eventQueue(),
                settings.giveUpAfter(),
                meters,
                new SecureRandom(),
                clock);
    }

    /// Has a thread of its own: a receiver that hangs keeps no other task from running.
    @Bean
    DeliverySchedule deliverySchedule(
            EventDelivery delivery, TaskLeases leases, ServiceSettings settings) {
        Scheduler scheduler =
                new Scheduler(
                        List.of(delivery), leases, settings.nodeName(), ScheduleWiring::report);
        scheduler.start();
        return new DeliverySchedule(scheduler);
    }

    /// The schedule of the delivery, which is not that of the other tasks.
    record DeliverySchedule(Scheduler scheduler) implements AutoCloseable {
        @Override
        public void close() {
            scheduler.close();
        }
    }
}
