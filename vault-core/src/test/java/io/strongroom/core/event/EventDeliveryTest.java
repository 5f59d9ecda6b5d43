package io.strongroom.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Samples;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.vault.OpenVault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class EventDeliveryTest {
    private static final Duration DAY = Duration.ofDays(1);
    private final InMemoryInstallation installation = new InMemoryInstallation();
    private final Receiver contoso = new Receiver();
    private final Receiver fabrikam = new Receiver();
    private final Observer observer = new Observer();

    /// Keeps what it takes.
    private static final class Receiver implements EventReceiver {
        final List<KeyEvent> attempts = Collections.synchronizedList(new ArrayList<>());
        volatile boolean broken;

        @Override
        public void deliver(KeyEvent event) throws UndeliveredException {
            attempts.add(event);
            if (broken) {
                throw new UndeliveredException("status 500", null);
            }
        }
    }

    /// Keeps what it hears.
    private static final class Observer implements DeliveryObserver {
        final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void delivered(KeyEvent event) {
            heard.add("delivered");
        }

        @Override
        public void failed(KeyEvent event, UndeliveredException failure, Instant next) {
            heard.add(failure.getMessage());
        }

        @Override
        public void gaveUp(TenantId tenant, int events) {
            heard.add("gave up " + events);
        }
    }

    @Test
    void events_are_delivered_once_each_in_the_order_of_their_times() {
        KeyEvent first = happened(Samples.CONTOSO_VAULT);
        installation.clock.advance(Duration.ofSeconds(1));
        KeyEvent second = happened(Samples.CONTOSO_VAULT);

        run();
        run();

        assertThat(contoso.attempts).containsExactly(first, second);
        assertThat(observer.heard).containsExactly("delivered", "delivered");
    }

    @Test
    void each_tenant_gets_its_own_events() {
        KeyEvent ours = happened(Samples.CONTOSO_VAULT);
        KeyEvent theirs = happened(Samples.FABRIKAM_VAULT);

        run();

        assertThat(contoso.attempts).containsExactly(ours);
        assertThat(fabrikam.attempts).containsExactly(theirs);
    }

    @Test
    void a_tenant_whose_receiver_fails_does_not_keep_the_others() {
        happened(Samples.CONTOSO_VAULT);
        happened(Samples.CONTOSO_VAULT);
        happened(Samples.FABRIKAM_VAULT);
        contoso.broken = true;

        run();

        assertThat(contoso.attempts).hasSize(1);
        assertThat(fabrikam.attempts).hasSize(1);
        assertThat(observer.heard).containsExactlyInAnyOrder("status 500", "delivered");
    }

    @Test
    void a_failed_delivery_is_tried_again_after_a_pause_by_whichever_node_runs() {
        KeyEvent event = happened(Samples.CONTOSO_VAULT);
        contoso.broken = true;
        run();
        contoso.broken = false;

        installation.clock.advance(Duration.ofSeconds(5).minusMillis(1));
        run();
        assertThat(contoso.attempts).hasSize(1);
        installation.clock.advance(Duration.ofSeconds(5).plusMillis(1));
        run();

        assertThat(contoso.attempts).containsExactly(event, event);
    }

    @Test
    void pauses_double_up_to_an_hour_and_are_shortened_by_up_to_a_half() {
        Backoff longest = new Backoff(() -> 0L);
        assertThat(IntStream.rangeClosed(1, 12).mapToObj(longest::after))
                .extracting(Duration::toSeconds)
                .containsExactly(
                        10L, 20L, 40L, 80L, 160L, 320L, 640L, 1280L, 2560L, 3600L, 3600L, 3600L);
        assertThat(longest.after(1_000_000)).isEqualTo(Duration.ofHours(1));

        Backoff shortest = new Backoff(() -> -1L);
        assertThat(shortest.after(1)).isBetween(Duration.ofSeconds(5), Duration.ofMillis(5001));
        assertThat(shortest.after(99))
                .isBetween(Duration.ofMinutes(30), Duration.ofMinutes(30).plusMillis(1));
    }

    @Test
    void an_event_is_given_up_when_it_is_older_than_a_day() {
        happened(Samples.CONTOSO_VAULT);
        contoso.broken = true;
        run();
        observer.heard.clear();

        installation.clock.advance(DAY);
        run();
        assertThat(observer.heard).containsExactly("status 500");
        observer.heard.clear();
        installation.clock.advance(Duration.ofSeconds(1));
        run();
        run();

        assertThat(observer.heard).containsExactly("gave up 1");
    }

    @Test
    void all_that_waits_is_delivered_in_one_run() {
        IntStream.range(0, 101).forEach(_ -> happened(Samples.CONTOSO_VAULT));

        run();

        assertThat(contoso.attempts).hasSize(101);
    }

    private void run() {
        new EventDelivery(
                        Map.of(Samples.CONTOSO, contoso, Samples.FABRIKAM, fabrikam),
                        installation.events,
                        DAY,
                        observer,
                        new Random(1),
                        installation.clock)
                .run();
    }

    private KeyEvent happened(VaultName name) {
        OpenVault vault = installation.vault(name);
        KeyVersion version = Samples.ec256Key(vault, "ec");
        KeyEvent event =
                KeyEvent.of(
                        EventType.KEY_NEW_VERSION_CREATED,
                        vault,
                        version.key(),
                        version.id(),
                        null,
                        null,
                        installation.clock.instant());
        installation.store.commit(installation.events.add(event));
        return event;
    }
}
