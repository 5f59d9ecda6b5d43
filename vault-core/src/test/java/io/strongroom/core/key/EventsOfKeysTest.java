package io.strongroom.core.key;

import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.key.KeyFixture.P_256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.ImportSamples;
import io.strongroom.core.event.EventType;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.identity.ObjectName;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Which events what happens to keys causes.
final class EventsOfKeysTest {
    private static final ObjectName EC = new ObjectName("Ec");
    private static final Instant END = NOW.plus(Duration.ofDays(40));
    private final KeyFixture keys = new KeyFixture();
    private final Keys rules =
            new Keys(
                    keys.installation.keys,
                    keys.installation.events,
                    keys.installation.provider,
                    UUID::randomUUID,
                    keys.installation.clock);

    @Test
    void each_new_version_is_told_of_however_it_was_made() {
        KeyVersion created = keys.make("Ec", expiring());
        KeyVersion imported =
                keys.perform(
                        Action.KEY_IMPORT,
                        contosoAdmin(),
                        visit ->
                                keys.lifecycle.importKey(
                                        visit,
                                        EC,
                                        new ImportKeyRequest(
                                                ImportSamples.ec(Curve.P_256),
                                                Protection.HSM,
                                                KeyAttributes.Changes.NONE)));
        KeyVersion rotated =
                keys.perform(
                        Action.KEY_ROTATE,
                        contosoAdmin(),
                        visit -> new KeyRotation(keys.installation.keys, rules).rotate(visit, EC));

        assertThat(events())
                .extracting(KeyEvent::version)
                .containsExactly(created.id(), imported.id(), rotated.id());
        assertThat(events())
                .extracting(KeyEvent::type)
                .containsOnly(EventType.KEY_NEW_VERSION_CREATED);
        KeyEvent first = events().getFirst();
        assertThat(first.key().name()).isEqualTo(EC);
        assertThat(first.key().vault().tenant()).isEqualTo(Samples.CONTOSO);
        assertThat(first.vault()).isEqualTo(Samples.CONTOSO_VAULT);
        assertThat(first.resourceId())
                .endsWith("/providers/Microsoft.KeyVault/vaults/contoso-demo");
        assertThat(first.time()).isEqualTo(NOW);
        assertThat(first.expires()).isEqualTo(END);
    }

    @Test
    void the_end_of_a_version_is_told_of_once() {
        KeyVersion version = keys.make("Ec", expiring());
        keys.installation.clock.advance(Duration.ofDays(10));
        task().run();
        keys.installation.clock.advance(Duration.ofDays(30));
        task().run();
        task().run();

        assertThat(events())
                .extracting(KeyEvent::type)
                .containsExactly(
                        EventType.KEY_NEW_VERSION_CREATED,
                        EventType.KEY_NEAR_EXPIRY,
                        EventType.KEY_EXPIRED);
        assertThat(events()).extracting(KeyEvent::version).containsOnly(version.id());
        assertThat(events())
                .extracting(KeyEvent::time)
                .containsExactly(NOW, NOW.plus(Duration.ofDays(10)), END);
    }

    @Test
    void what_is_not_recorded_is_not_told() {
        keys.installation.trail.lose();

        assertThatThrownBy(() -> keys.make("Ec", P_256)).isInstanceOf(VaultException.class);

        assertThat(events()).isEmpty();
    }

    private static NewKeyRequest expiring() {
        return KeyFixture.request(P_256, new KeyAttributes.Changes(null, null, END, null, null));
    }

    private ScheduledRotation task() {
        return new ScheduledRotation(
                keys.installation.operations,
                keys.installation.vaults,
                keys.installation.keys,
                rules,
                UUID::randomUUID,
                keys.installation.clock);
    }

    private List<KeyEvent> events() {
        return keys.installation.events.all();
    }
}
