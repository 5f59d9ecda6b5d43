package io.strongroom.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.recovery.Presence.Deleted;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class PresenceTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Deleted DELETED = Deleted.since(NOW, Duration.ofDays(7));

    @Test
    void a_deleted_object_is_due_at_the_end_of_its_retention_to_the_second() {
        Instant end = NOW.plus(Duration.ofDays(7));

        assertThat(DELETED.isDue(end.minusSeconds(1))).isFalse();
        assertThat(DELETED.isDue(end)).isTrue();
        assertThat(DELETED.isDue(end.plusSeconds(1))).isTrue();
    }

    @Test
    void nothing_is_purged_before_or_when_it_is_deleted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Deleted(NOW, NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Deleted(NOW, NOW.minusSeconds(1)));
    }

    @Test
    void each_is_read_as_it_was_written() {
        for (Presence presence :
                new Presence[] {new Presence.Live(), DELETED, new Presence.Purged()}) {
            CanonicalBytes document = new CanonicalBytes("test/1");
            presence.write(document);

            assertThat(Presence.read(CanonicalReader.of(document.toBytes(), "test", 1)))
                    .isEqualTo(presence);
        }
    }

    @Test
    void another_word_is_malformed() {
        byte[] document = new CanonicalBytes("test/1").text("lost").toBytes();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Presence.read(CanonicalReader.of(document, "test", 1)))
                .withMessage("an object that is lost");
    }
}
