package io.strongroom.core.event;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.event.EventQueue.Waiting;
import io.strongroom.core.event.KeyEvents.Query;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.state.Change;
import io.strongroom.core.vault.OpenVault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What every store of events does.
public abstract class KeyEventsContract {
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.123456Z");

    protected abstract KeyEvents events();

    /// The same events, as they wait for their delivery.
    protected abstract EventQueue queue();

    /// A vault of a tenant that has no events.
    protected abstract OpenVault freshVault();

    /// Makes a change that returns true.
    protected abstract void commit(OpenVault vault, Change change);

    @Test
    void an_event_is_found_as_it_was_added() {
        OpenVault vault = freshVault();
        KeyEvent event = event(vault, EventType.KEY_NEAR_EXPIRY, TIME);
        KeyEvent endless =
                KeyEvent.of(
                        EventType.KEY_NEW_VERSION_CREATED,
                        vault,
                        event.key(),
                        event.version(),
                        null,
                        null,
                        TIME.minusSeconds(1));

        add(vault, event);
        add(vault, endless);

        assertThat(find(vault, null, null, 10).items()).containsExactly(event, endless);
    }

    @Test
    void an_event_that_is_there_stays_as_it_is() {
        OpenVault vault = freshVault();
        KeyEvent event = event(vault, EventType.KEY_EXPIRED, TIME);
        add(vault, event);

        add(
                vault,
                KeyEvent.of(
                        event.type(),
                        vault,
                        event.key(),
                        event.version(),
                        event.notBefore(),
                        event.expires(),
                        TIME.plusSeconds(5)));

        assertThat(find(vault, null, null, 10).items()).containsExactly(event);
    }

    @Test
    void a_tenant_finds_its_own_events_only() {
        OpenVault vault = freshVault();
        OpenVault stranger = freshVault();
        add(vault, event(vault, EventType.KEY_EXPIRED, TIME));

        assertThat(find(stranger, null, null, 10).items()).isEmpty();
    }

    @Test
    void events_are_found_from_a_time_up_to_another_newest_first() {
        OpenVault vault = freshVault();
        List<KeyEvent> events =
                IntStream.range(0, 4)
                        .mapToObj(i -> event(vault, EventType.KEY_EXPIRED, TIME.plusSeconds(i)))
                        .toList();
        events.forEach(event -> add(vault, event));

        assertThat(find(vault, TIME.plusSeconds(1), TIME.plusSeconds(3), 10).items())
                .containsExactly(events.get(2), events.get(1));
        assertThat(find(vault, TIME.plusSeconds(2), null, 10).items())
                .containsExactly(events.get(3), events.get(2));
    }

    @Test
    void pages_follow_one_another_without_gap_or_repetition() {
        OpenVault vault = freshVault();
        List<KeyEvent> added = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            KeyEvent event = event(vault, EventType.KEY_EXPIRED, TIME.plusSeconds(i / 3));
            add(vault, event);
            added.add(event);
        }

        List<KeyEvent> found = new ArrayList<>();
        String cursor = null;
        do {
            Page<KeyEvent> page =
                    events().find(vault.tenant().id(), new Query(null, null, 2, cursor));
            assertThat(page.items()).hasSizeBetween(1, 2);
            found.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);

        assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(added);
        assertThat(found).extracting(KeyEvent::time).isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void a_cursor_of_no_page_is_refused() {
        OpenVault vault = freshVault();

        assertThatThrownBy(
                        () -> events().find(vault.tenant().id(), new Query(null, null, 2, "none")))
                .is(refused(Problem.BAD_PARAMETER));
    }

    @Test
    void an_event_waits_from_its_time_on_until_it_is_delivered() {
        OpenVault vault = freshVault();
        KeyEvent second = event(vault, EventType.KEY_EXPIRED, TIME.plusSeconds(1));
        KeyEvent first = event(vault, EventType.KEY_EXPIRED, TIME);
        add(vault, second);
        add(vault, first);

        assertThat(due(vault, TIME.minusNanos(1000))).isEmpty();
        assertThat(due(vault, TIME)).containsExactly(new Waiting(first, 0));
        assertThat(due(vault, TIME.plusSeconds(1)))
                .containsExactly(new Waiting(first, 0), new Waiting(second, 0));
        assertThat(queue().due(vault.tenant().id(), TIME.plusSeconds(1), 1)).hasSize(1);
        assertThat(due(freshVault(), TIME.plusSeconds(1))).isEmpty();

        queue().delivered(first);
        add(vault, first);
        assertThat(due(vault, TIME.plusSeconds(1))).containsExactly(new Waiting(second, 0));
    }

    @Test
    void an_event_whose_delivery_failed_waits_for_its_next_attempt() {
        OpenVault vault = freshVault();
        KeyEvent event = event(vault, EventType.KEY_EXPIRED, TIME);
        add(vault, event);

        queue().failed(event, TIME.plusSeconds(10));
        queue().failed(event, TIME.plusSeconds(30));

        assertThat(due(vault, TIME.plusSeconds(29))).isEmpty();
        assertThat(due(vault, TIME.plusSeconds(30))).containsExactly(new Waiting(event, 2));
    }

    @Test
    void events_that_are_too_old_are_given_up_and_still_found() {
        OpenVault vault = freshVault();
        OpenVault stranger = freshVault();
        KeyEvent old = event(vault, EventType.KEY_EXPIRED, TIME.minusNanos(1000));
        KeyEvent young = event(vault, EventType.KEY_EXPIRED, TIME);
        add(vault, old);
        add(vault, young);
        add(stranger, event(stranger, EventType.KEY_EXPIRED, TIME.minusSeconds(1)));

        assertThat(queue().giveUp(vault.tenant().id(), TIME)).isEqualTo(1);
        assertThat(queue().giveUp(vault.tenant().id(), TIME)).isZero();

        assertThat(due(vault, TIME)).containsExactly(new Waiting(young, 0));
        assertThat(due(stranger, TIME)).hasSize(1);
        assertThat(find(vault, null, null, 10).items()).containsExactly(young, old);
    }

    private List<Waiting> due(OpenVault vault, Instant now) {
        return queue().due(vault.tenant().id(), now, 10);
    }

    /// An event of a fresh key.
    protected static KeyEvent event(OpenVault vault, EventType type, Instant time) {
        KeyVersion version = Samples.ec256Key(vault, "Signing");
        return KeyEvent.of(
                type,
                vault,
                version.key(),
                version.id(),
                Instant.ofEpochSecond(5),
                Instant.ofEpochSecond(9),
                time);
    }

    private void add(OpenVault vault, KeyEvent event) {
        commit(vault, events().add(event));
    }

    private Page<KeyEvent> find(
            OpenVault vault, @Nullable Instant from, @Nullable Instant to, int limit) {
        return events().find(vault.tenant().id(), new Query(from, to, limit, null));
    }
}
