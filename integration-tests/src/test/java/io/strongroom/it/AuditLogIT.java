package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Officer;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a security officer sees of the use of keys, at the moment of the answer.
class AuditLogIT {
    private static final Node NODE = Site.shared().first().node();
    private static final Person ADMIN = NODE.admin();
    private static final Officer OFFICER = NODE.officer();
    private static final String VAULT = Names.fresh("log");
    private static final String DIGEST = "A".repeat(43);

    @BeforeAll
    static void create_the_vault() {
        ADMIN.createVault(VAULT, Map.of()).ok();
        ADMIN.createEcKey(VAULT, "key");
        ADMIN.createEcKey(VAULT, "other");
    }

    @Test
    void a_signature_stands_in_the_log_when_its_answer_arrives() {
        Answer answer = ADMIN.sign(VAULT, "key", "ES256", DIGEST).ok();

        JsonNode event = OFFICER.event(Map.of("vault", VAULT), answer.requestId()).orElseThrow();

        assertThat(event.path("operationName").asText()).isEqualTo("KeySign");
        assertThat(event.path("operationVersion").asText()).isEqualTo(Person.DATA_VERSION);
        assertThat(event.path("category").asText()).isEqualTo("AuditEvent");
        assertThat(event.path("resultType").asText()).isEqualTo("Success");
        assertThat(event.path("resultSignature").asText()).isEqualTo("OK");
        assertThat(event.path("resourceId").asText())
                .isEqualToIgnoringCase(ADMIN.vaultPath(VAULT))
                .isUpperCase();
        assertThat(event.path("callerIpAddress").asText()).isEqualTo("127.0.0.1");
        assertThat(event.path("durationMs").isNumber()).isTrue();
        assertThat(Instant.parse(event.path("time").asText()))
                .isBetween(Instant.now().minusSeconds(60), Instant.now());
        JsonNode claim = event.path("identity").path("claim");
        assertThat(claim.path("oid").asText()).isEqualTo(ADMIN.principal().objectId());
        assertThat(claim.path("appid").asText()).isEqualTo(ADMIN.principal().clientId());
        assertThat(claim.path("name").asText()).isEqualTo("contoso-admin");
        JsonNode properties = event.path("properties");
        assertThat(properties.path("id").asText())
                .startsWith(NODE.installation().vault(VAULT) + "/keys/key/");
        assertThat(properties.path("requestUri").asText()).contains("/keys/key//sign");
        assertThat(properties.path("httpStatusCode").asInt()).isEqualTo(200);
        assertThat(properties.path("clientInfo").asText()).startsWith("Java-http-client");
        JsonNode chain = event.path("strongroom");
        assertThat(chain.path("tenant").asText()).isEqualTo(ADMIN.principal().tenantId());
        assertThat(chain.path("node").asText()).isEqualTo("first");
        assertThat(chain.path("sequence").asLong()).isPositive();
        assertThat(chain.path("hash").asText()).matches("[0-9a-f]{64}");
        assertThat(chain.path("previousHash").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void what_was_signed_and_the_signature_are_not_in_the_log() {
        String digest = "b".repeat(42) + "A";
        Answer answer = ADMIN.sign(VAULT, "key", "ES256", digest).ok();

        String event =
                OFFICER.event(Map.of("vault", VAULT), answer.requestId()).orElseThrow().toString();

        assertThat(event)
                .doesNotContain(digest)
                .doesNotContain(answer.json().path("value").asText());
    }

    @Test
    void every_kind_of_operation_has_its_name() {
        ADMIN.data("GET", VAULT, "/keys/other", null).ok();
        ADMIN.data("GET", VAULT, "/keys", null).ok();
        ADMIN.data("GET", VAULT, "/keys/other/versions", null).ok();
        ADMIN.enable(VAULT, "other", true).ok();

        assertThat(operations(Map.of("vault", VAULT)))
                .contains(
                        "VaultPut",
                        "KeyCreate",
                        "KeyGet",
                        "KeyList",
                        "KeyListVersions",
                        "KeyUpdate");
    }

    @Test
    void filters_find_what_they_name() {
        String vault = Names.fresh("filters");
        ADMIN.createVault(vault, Map.of()).ok();
        ADMIN.createEcKey(vault, "key");
        ADMIN.createEcKey(vault, "other");
        ADMIN.sign(vault, "key", "ES256", DIGEST).ok();
        ADMIN.sign(vault, "other", "ES256", "AAAA");
        NODE.app().sign(vault, "key", "ES256", DIGEST);
        String app = NODE.app().principal().objectId();
        String hourAgo = Instant.now().minusSeconds(3600).toString();

        assertThat(operations(Map.of("vault", vault)))
                .containsExactly(
                        "KeySign", "KeySign", "KeySign", "KeyCreate", "KeyCreate", "VaultPut");
        assertThat(operations(Map.of("vault", vault, "operation", "KeyCreate"))).hasSize(2);
        assertThat(operations(Map.of("vault", vault, "key", "other")))
                .containsExactly("KeySign", "KeyCreate");
        assertThat(operations(Map.of("vault", vault, "caller", app))).containsExactly("KeySign");
        assertThat(operations(Map.of("vault", vault, "result", "Failure"))).hasSize(2);
        assertThat(operations(Map.of("vault", vault, "result", "Success"))).hasSize(4);
        assertThat(operations(Map.of("vault", vault, "result", "ForbiddenByPolicy"))).hasSize(1);
        assertThat(operations(Map.of("vault", vault, "from", hourAgo))).hasSize(6);
        assertThat(operations(Map.of("vault", vault, "to", hourAgo))).isEmpty();
    }

    @Test
    void pages_show_every_event_once_newest_first() {
        for (int i = 0; i < 7; i++) {
            ADMIN.data("GET", VAULT, "/keys/key", null).ok();
        }
        List<JsonNode> all = OFFICER.events(Map.of("vault", VAULT, "operation", "KeyGet"));

        List<String> inPages =
                OFFICER.pages(Map.of("vault", VAULT, "operation", "KeyGet", "limit", "3")).stream()
                        .map(e -> e.path("correlationId").asText())
                        .toList();

        assertThat(inPages)
                .doesNotHaveDuplicates()
                .containsExactlyElementsOf(
                        all.stream().map(e -> e.path("correlationId").asText()).toList());
        assertThat(all.stream().map(e -> Instant.parse(e.path("time").asText())).toList())
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
    }

    @Test
    void an_officer_sees_only_the_own_tenant() {
        assertThat(NODE.officer(Organisation.FABRIKAM).events(Map.of("vault", VAULT))).isEmpty();
    }

    @Test
    void only_an_officer_reads_the_log() {
        for (Role role : List.of(Role.ADMIN, Role.APP, Role.NOBODY)) {
            Answer answer =
                    NODE.person(Organisation.CONTOSO, role)
                            .control("GET", "/audit/events?limit=1", null);

            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.code()).isEqualTo("AuthorizationFailed");
        }
        assertThat(operations(Map.of("operation", "AuditEventList", "result", "Failure")))
                .isNotEmpty();
    }

    @Test
    void an_officer_uses_no_key() {
        Person officer = NODE.person(Organisation.CONTOSO, Role.OFFICER);

        assertThat(officer.sign(VAULT, "key", "ES256", DIGEST).status()).isEqualTo(403);
        assertThat(officer.data("GET", VAULT, "/keys/key", null).status()).isEqualTo(403);
        assertThat(officer.control("DELETE", officer.vaultPath(VAULT), null).status())
                .isEqualTo(403);
        assertThat(officer.control("GET", officer.vaultPath(VAULT), null).status()).isEqualTo(200);
    }

    private static List<String> operations(Map<String, String> query) {
        return OFFICER.events(query).stream().map(e -> e.path("operationName").asText()).toList();
    }
}
