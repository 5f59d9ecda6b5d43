package io.strongroom.it.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Forges, removes and swallows records of the log while two nodes write it.
public final class Forgeries {
    private static final String DIGEST = "A".repeat(43);
    private static final Duration NOTICED = Duration.ofSeconds(20);
    private static final String NOBODY = "66666666-6666-4666-8666-666666666666";
    private final Site site;
    private final List<Node> nodes;
    private final Node first;

    public Forgeries(Site site) {
        this.site = site;
        this.first = site.first().node();
        this.nodes = List.of(first, site.second().node());
    }

    /// Records whose caller was replaced, and their hash made anew. The officer's page shows each
    /// as broken.
    public Finding forged(int records) {
        String vault = newVault("forge");
        for (int i = 0; i < records; i++) {
            Node node = nodes.get(i % nodes.size());
            node.app().sign(vault, "key", "ES256", DIGEST).ok();
            node.admin().sign(vault, "key", "ES256", DIGEST).ok(); // what follows it
        }
        String caller = first.app().principal().objectId();
        try (Operator operator = new Operator(site)) {
            operator.change(
                    """
                    UPDATE audit_event SET principal = ?, record = replace(record::text, ?, ?)::bytea
                    WHERE vault = ? AND operation = 'KeySign' AND principal = ?
                    """,
                    NOBODY,
                    hex(caller),
                    hex(NOBODY),
                    vault,
                    caller);
            operator.change("UPDATE audit_event SET hash = sha256(record) WHERE vault = ?", vault);
        }
        List<JsonNode> events = first.officer().events(Map.of("vault", vault));
        long shown = events.stream().filter(event -> event.toString().contains(NOBODY)).count();
        long broken = events.stream().filter(Forgeries::isBroken).count();
        return new Finding(
                "forged records",
                records,
                records,
                shown + Math.max(0, records - broken),
                Map.of("shown-as-true", shown, "shown-as-broken", broken));
    }

    /// Records that a trigger keeps back. Nothing is acknowledged.
    public Finding swallowed(int records) {
        String vault = newVault("swallow");
        String other = newVault("kept");
        long acknowledged = 0;
        long kept = 0;
        try (Operator operator = new Operator(site)) {
            operator.run(
                    """
                    CREATE FUNCTION swallow() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END';
                    CREATE TRIGGER swallow BEFORE INSERT ON audit_event
                        FOR EACH ROW WHEN (new.vault = '%s') EXECUTE FUNCTION swallow()
                    """
                            .formatted(vault));
            for (int i = 0; i < records; i++) {
                Node node = nodes.get(i % nodes.size());
                Answer hidden = node.admin().sign(vault, "key", "ES256", DIGEST);
                acknowledged += hidden.status() == 500 ? 0 : 1;
                kept += node.admin().sign(other, "key", "ES256", DIGEST).status() == 200 ? 1 : 0;
            }
            operator.run("DROP TRIGGER swallow ON audit_event; DROP FUNCTION swallow()");
        }
        acknowledged += first.admin().sign(vault, "key", "ES256", DIGEST).status() == 200 ? 0 : 1;
        return new Finding(
                "swallowed records",
                records,
                records,
                acknowledged + records - kept,
                Map.of("acknowledged", acknowledged, "others-kept", kept));
    }

    /// The end of a chain is cut while its node writes on. One of the nodes reports it soon.
    public Finding cut() {
        String vault = newVault("cut");
        double before = breaches();
        for (int i = 0; i < 20; i++) {
            first.admin().sign(vault, "key", "ES256", DIGEST).ok();
        }
        Waiting.pause(Duration.ofSeconds(5)); // verified meanwhile
        try (Operator operator = new Operator(site)) {
            operator.change(
                    """
                    DELETE FROM audit_event WHERE vault = ? AND sequence > (
                        SELECT max(sequence) - 5 FROM audit_event WHERE vault = ?)
                    """,
                    vault,
                    vault);
        }
        for (int i = 0; i < 20; i++) {
            first.admin().sign(vault, "key", "ES256", DIGEST).ok();
        }
        Duration noticed = Waiting.until("the alarm", NOTICED, () -> breaches() > before);
        return new Finding(
                "a chain that was cut", 1, 1, 0, Map.of("noticed-ms", noticed.toMillis()));
    }

    private double breaches() {
        return nodes.stream()
                .mapToDouble(node -> node.metrics().sum("strongroom_audit_breaches_total"))
                .sum();
    }

    private static boolean isBroken(JsonNode event) {
        return event.path("resultType").asText().equals("Broken");
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    private String newVault(String prefix) {
        String vault = Names.fresh(prefix);
        first.admin()
                .createVault(vault, Map.of(first.app().principal(), List.of("get", "sign")))
                .ok();
        first.admin().createEcKey(vault, "key");
        return vault;
    }
}
