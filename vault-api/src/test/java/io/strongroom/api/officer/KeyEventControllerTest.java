package io.strongroom.api.officer;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.Samples;
import io.strongroom.core.administration.TenantEvents;
import io.strongroom.core.audit.Action;
import io.strongroom.core.event.EventType;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.vault.OpenVault;
import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class KeyEventControllerTest {
    private static final Instant TIME = Instant.parse("2026-03-01T12:00:00.5Z");
    private final ControlSlice slice = new ControlSlice();

    KeyEventControllerTest() {
        slice.serve(
                new KeyEventController(
                        slice.operations,
                        new TenantEvents(slice.installation.events),
                        slice.addresses));
    }

    @Test
    void an_event_is_told_in_the_schema_of_event_grid() {
        KeyEvent event = happened(Samples.CONTOSO_VAULT, TIME);

        Answer answer = slice.send("GET", "/events", "contoso-officer", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"value": [{"id": "%1$s",
                                          "topic": "/subscriptions/11111111-aaaa-4111-8111-111111111111/resourceGroups/main/providers/Microsoft.KeyVault/vaults/contoso-demo",
                                          "subject": "Signing", "eventType": "Microsoft.KeyVault.KeyNearExpiry",
                                          "eventTime": "2026-03-01T12:00:00.500Z",
                                          "data": {"Id": "https://contoso-demo.vault.localhost:8443/keys/Signing/%2$s",
                                            "VaultName": "contoso-demo", "ObjectType": "Key", "ObjectName": "Signing",
                                            "Version": "%2$s", "NBF": null, "EXP": 1559082102},
                                          "dataVersion": "1", "metadataVersion": "1"}], "nextLink": null}
                                        """
                                                .formatted(event.id(), event.version())));
        assertThat(slice.installation.trail.last().action()).isEqualTo(Action.EVENT_LIST);
    }

    @Test
    void a_long_list_goes_on_at_its_next_link_with_all_parameters() {
        IntStream.range(0, 5).forEach(i -> happened(Samples.CONTOSO_VAULT, TIME.plusSeconds(i)));

        Answer first =
                slice.send(
                        "GET",
                        "/events?limit=2&from=2026-03-01T12:00:01Z",
                        "contoso-officer",
                        null);

        String link = first.json().path("nextLink").asString();
        assertThat(link)
                .startsWith(
                        "https://localhost:8443/events?from=2026-03-01T12%3A00%3A01Z&limit=2&cursor=");
        Answer second =
                slice.send(
                        "GET",
                        link.substring("https://localhost:8443".length()),
                        "contoso-officer",
                        null);
        assertThat(second.json().path("value").size()).isEqualTo(2);
        assertThat(second.json().path("nextLink").isNull()).isTrue();
    }

    @Test
    void an_officer_reads_the_events_of_their_own_tenant_only() {
        happened(Samples.FABRIKAM_VAULT, TIME);

        assertThat(
                        slice.send("GET", "/events", "contoso-officer", null)
                                .json()
                                .path("value")
                                .size())
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso-admin", "contoso-app", "contoso-nobody", "fabrikam-admin"})
    void nobody_else_reads_events(String caller) {
        Answer answer = slice.send("GET", "/events", caller, null);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("AuthorizationFailed");
        assertThat(slice.installation.trail.last().action()).isEqualTo(Action.EVENT_LIST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "vault=any",
                "limit=0",
                "limit=1001",
                "limit=x",
                "from=now",
                "cursor=none",
                "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
                "limit=1&limit=2"
            })
    void a_parameter_that_is_unknown_or_invalid_is_refused(String parameters) {
        Answer answer = slice.send("GET", "/events?" + parameters, "contoso-officer", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BadParameter");
    }

    private KeyEvent happened(VaultName name, Instant time) {
        OpenVault vault = slice.installation.vault(name);
        KeyVersion version = Samples.ec256Key(vault, "Signing");
        KeyEvent event =
                KeyEvent.of(
                        EventType.KEY_NEAR_EXPIRY,
                        vault,
                        version.key(),
                        version.id(),
                        null,
                        Instant.ofEpochSecond(1_559_082_102),
                        time);
        slice.installation.store.commit(slice.installation.events.add(event));
        return event;
    }
}
