package io.strongroom.api.officer;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.api.arm.ControlSlice.Answer;
import io.strongroom.core.Page;
import io.strongroom.core.Samples;
import io.strongroom.core.administration.OfficersLog;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.audit.BrokenRecord;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.DisplayName;
import io.strongroom.core.identity.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class AuditEventControllerTest {
    private final List<TenantId> tenants = new ArrayList<>();
    private final List<Query> queries = new ArrayList<>();
    private Page<LogEntry> page = new Page<>(List.of(), null);
    private final ControlSlice slice = new ControlSlice();

    AuditEventControllerTest() {
        OfficersLog log =
                new OfficersLog((tenant, query) -> {
                    tenants.add(tenant);
                    queries.add(query);
                    return page;
                });
        slice.serve(new AuditEventController(slice.operations, log));
    }

    @Test
    void an_event_is_told_as_azure_monitor_tells_it() {
        page = new Page<>(List.of(signature()), null);

        Answer answer = slice.send("GET", "/audit/events", "contoso-officer", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json())
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"value": [{"time": "2026-03-01T12:00:00Z",
                                          "resourceId": "/SUBSCRIPTIONS/11111111-AAAA-4111-8111-111111111111/RESOURCEGROUPS/MAIN/PROVIDERS/MICROSOFT.KEYVAULT/VAULTS/CONTOSO-DEMO",
                                          "operationName": "KeySign", "operationVersion": "7.6", "category": "AuditEvent",
                                          "resultType": "Failure", "resultSignature": "KeyDisabled", "resultDescription": "no",
                                          "durationMs": 12, "callerIpAddress": "10.1.2.3", "correlationId": "c-1",
                                          "identity": {"claim": {"oid": "app", "appid": "client-of-app"}},
                                          "properties": {"clientInfo": "curl",
                                            "requestUri": "https://contoso-demo.vault.localhost:8443/keys/k/sign?api-version=7.6",
                                            "id": "https://contoso-demo.vault.localhost:8443/keys/k/0123456789abcdef0123456789abcdef",
                                            "httpStatusCode": 403, "algorithm": "ES256"},
                                          "strongroom": {"tenant": "11111111-1111-4111-8111-111111111111", "node": "one",
                                            "sequence": 7, "previousHash": "0102", "hash": "a0ff"}}], "nextLink": null}
                                        """));
    }

    @Test
    void a_caller_is_shown_with_its_name() {
        page =
                new Page<>(
                        List.of(
                                signature(
                                        Samples.contosoApp()
                                                .named(new DisplayName("<b>Invoices\"</b>")))),
                        null);

        Answer answer = slice.send("GET", "/audit/events", "contoso-officer", null);

        assertThat(answer.json().path("value").path(0).path("identity").path("claim"))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"oid": "app", "name": "<b>Invoices\\"</b>", "appid": "client-of-app"}
                                        """));
    }

    @Test
    void a_record_that_was_edited_is_marked_and_the_others_are_shown() {
        LogEntry broken =
                new BrokenRecord(
                        Samples.CONTOSO,
                        Samples.NOW,
                        "one",
                        8,
                        "the hash does not match the record");
        page = new Page<>(List.of(broken, signature()), null);

        Answer answer = slice.send("GET", "/audit/events", "contoso-officer", null);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().path("value").path(0))
                .isEqualTo(
                        JsonMapper.shared()
                                .readTree(
                                        """
                                        {"time": "2026-03-01T12:00:00Z", "category": "AuditEvent", "resultType": "Broken",
                                          "resultDescription": "The record is not what was stored.",
                                          "strongroom": {"tenant": "11111111-1111-4111-8111-111111111111", "node": "one",
                                            "sequence": 8, "broken": "the hash does not match the record"}}
                                        """));
        assertThat(answer.json().path("value").path(1).path("operationName").asString())
                .isEqualTo("KeySign");
    }

    @Test
    void filters_times_and_cursor_are_handed_on() {
        slice.send(
                "GET",
                "/audit/events?vault=v&key=k&secret=&operation=KeySign&caller=c&result=Success&from=2026-03-01T12:00:00Z&to=2026-03-01T14:00:00.5%2B01:00&limit=1000&cursor=x",
                "contoso-officer",
                null);

        assertThat(tenants).containsExactly(Samples.CONTOSO);
        assertThat(queries)
                .containsExactly(
                        new Query(
                                "v",
                                "k",
                                null,
                                "KeySign",
                                "c",
                                "Success",
                                Instant.parse("2026-03-01T12:00:00Z"),
                                Instant.parse("2026-03-01T13:00:00.5Z"),
                                1000,
                                "x"));
    }

    @Test
    void a_hundred_events_are_a_page_unless_told() {
        slice.send("GET", "/audit/events", "contoso-officer", null);

        assertThat(queries.getFirst().limit()).isEqualTo(100);
    }

    @Test
    void the_next_page_keeps_the_filters() {
        page = new Page<>(List.of(signature()), "next/1");

        Answer answer =
                slice.send("GET", "/audit/events?key=a%26b&limit=1", "contoso-officer", null);

        assertThat(answer.json().path("nextLink").asString())
                .isEqualTo("https://localhost:8443/audit/events?key=a%26b&limit=1&cursor=next%2F1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=ten",
                "from=yesterday",
                "from=2026-03-01",
                "to=%2B999999999-01-01T00:00:00Z",
                "from=2026-03-02T00:00:00Z&to=2026-03-01T00:00:00Z",
                "vault=a%00b"
            })
    void a_parameter_that_makes_no_sense_is_refused(String parameters) {
        Answer answer = slice.send("GET", "/audit/events?" + parameters, "contoso-officer", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BadParameter");
        assertThat(queries).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "object",
                "principal",
                "since",
                "$filter",
                "top",
                "api-version",
                "%6Bex",
                ""
            })
    void a_parameter_that_is_not_known_is_refused_and_those_that_are_are_named(String name) {
        Answer answer =
                slice.send("GET", "/audit/events?key=k&" + name + "=x", "contoso-officer", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("BadParameter");
        assertThat(answer.json().path("error").path("message").asString())
                .isEqualTo(
                        "There is no parameter '%s'; there are vault, key, secret, operation, caller, result, from, to, limit, cursor."
                                .formatted(name.replace("%6B", "k")));
        assertThat(queries).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"key=a&key=a", "key=a&KEY=b", "key=a&%6Bey=b", "key=&key=a"})
    void a_parameter_that_is_given_twice_is_refused(String parameters) {
        Answer answer = slice.send("GET", "/audit/events?" + parameters, "contoso-officer", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("message").asString())
                .startsWith("The parameter 'key' is given twice; there are vault, key,");
        assertThat(queries).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"keysignn", "keysign", "KeySign%20"})
    void an_operation_that_does_not_exist_is_refused(String operation) {
        Answer answer =
                slice.send("GET", "/audit/events?operation=" + operation, "contoso-officer", null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().path("error").path("message").asString())
                .startsWith(
                        "There is no operation '%s'; there are KeyCreate, "
                                .formatted(operation.replace("%20", " ")));
        assertThat(queries).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Action.class)
    void every_operation_can_be_asked_for(Action action) {
        slice.send(
                "GET",
                "/audit/events?operation=" + action.operationName() + "&",
                "contoso-officer",
                null);

        assertThat(queries).extracting(Query::operation).containsExactly(action.operationName());
    }

    @ParameterizedTest
    @ValueSource(strings = {"contoso-admin", "contoso-app", "contoso-nobody", "fabrikam-admin"})
    void only_an_officer_reads_the_log(String caller) {
        Answer answer = slice.send("GET", "/audit/events", caller, null);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("AuthorizationFailed");
        assertThat(queries).isEmpty();
    }

    @Test
    void without_a_token_the_log_is_closed() {
        assertThat(slice.send("GET", "/audit/events", null, null).status()).isEqualTo(401);
    }

    @Test
    void reading_the_log_is_in_the_log() {
        slice.send("GET", "/audit/events", "contoso-officer", null);

        AuditEvent event = slice.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.AUDIT_LIST);
        assertThat(event.caller()).isEqualTo(Samples.contosoOfficer());
        assertThat(event.target().tenant()).isEqualTo(Samples.CONTOSO);
    }

    private static RecordedEvent signature() {
        return signature(Samples.contosoApp());
    }

    private static RecordedEvent signature(Caller caller) {
        AuditEvent event =
                new AuditEvent(
                        Action.KEY_SIGN,
                        new RequestFacts(
                                "c-1",
                                "POST",
                                "https://contoso-demo.vault.localhost:8443/keys/k/sign?api-version=7.6",
                                "7.6",
                                "10.1.2.3",
                                "curl",
                                Samples.NOW,
                                0),
                        Target.resource(
                                        Samples.CONTOSO,
                                        Samples.open(Samples.contoso()).resourceId(),
                                        "contoso-demo")
                                .object("keys", "k", "0123456789abcdef0123456789abcdef"),
                        caller,
                        new Outcome(403, "KeyDisabled", "no"),
                        Duration.ofMillis(12),
                        Map.of("algorithm", "ES256"));
        return new RecordedEvent(
                event, "one", 7, new byte[] {1, 2}, new byte[] {(byte) 0xa0, (byte) 0xff});
    }
}
