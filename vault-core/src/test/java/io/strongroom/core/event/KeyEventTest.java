package io.strongroom.core.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.vault.OpenVault;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeyEventTest {
    private static final OpenVault VAULT = new OpenVault(Samples.contosoVault(), Samples.contoso());
    private static final KeyVersion VERSION = Samples.ec256Key(VAULT, "ec");
    private static final Instant END = Instant.ofEpochSecond(9);

    @Test
    void the_same_event_has_the_same_id_at_any_time() {
        assertThat(id(EventType.KEY_EXPIRED, VERSION, END, Samples.NOW.plusSeconds(1)))
                .isEqualTo(id(EventType.KEY_EXPIRED, VERSION, END, Samples.NOW));
    }

    @Test
    void another_type_version_or_end_has_another_id() {
        UUID id = id(EventType.KEY_EXPIRED, VERSION, END, Samples.NOW);

        assertThat(id(EventType.KEY_NEAR_EXPIRY, VERSION, END, Samples.NOW)).isNotEqualTo(id);
        assertThat(id(EventType.KEY_EXPIRED, VERSION, END.plusSeconds(1), Samples.NOW))
                .isNotEqualTo(id);
        assertThat(id(EventType.KEY_EXPIRED, Samples.ec256Key(VAULT, "ec"), END, Samples.NOW))
                .isNotEqualTo(id);
    }

    @Test
    void a_version_is_made_once_whatever_its_end() {
        assertThat(id(EventType.KEY_NEW_VERSION_CREATED, VERSION, END, Samples.NOW))
                .isEqualTo(id(EventType.KEY_NEW_VERSION_CREATED, VERSION, null, Samples.NOW));
    }

    @Test
    void an_id_is_a_uuid_of_version_8() {
        UUID id = id(EventType.KEY_EXPIRED, VERSION, END, Samples.NOW);

        assertThat(id.version()).isEqualTo(8);
        assertThat(id.variant()).isEqualTo(2);
    }

    private static UUID id(EventType type, KeyVersion version, @Nullable Instant end, Instant now) {
        return KeyEvent.of(type, VAULT, version.key(), version.id(), null, end, now).id();
    }
}
