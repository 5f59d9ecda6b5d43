package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Officer;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Changes rows behind the service's back in every way that [Tampering] knows, starts the service
/// anew so that it has nothing in memory, and uses the keys.
public final class Swaps {
    private static final String INTEGRITY = "IntegrityViolation";
    private final Site site;
    private final Node node;
    private final Person contoso;
    private final Person fabrikam;
    private final String vault = Names.fresh("swap");
    private final String foreignVault = Names.fresh("swap");

    public Swaps(Site site) {
        this.site = site;
        this.node = site.first().node();
        this.contoso = node.admin();
        this.fabrikam = node.person(Organisation.FABRIKAM, Role.ADMIN);
    }

    private record Pair(Tampering tampering, Row a, Row b) {}

    private record Try(Tampering tampering, Row row, Answer answer) {}

    /// Runs pairs of keys of each kind.
    ///
    /// @param pairs for each kind
    public Finding run(int pairs) {
        contoso.createVault(vault, Map.of()).ok();
        fabrikam.createVault(foreignVault, Map.of()).ok();
        List<Pair> all = createPairs(pairs);
        tamper(all);
        site.first().stop();
        site.first().restart();
        List<Try> tries = use(all);
        return finding(tries, pairs);
    }

    /// Gives an application rights in a vault, and a name another version, by rows that belong
    /// elsewhere.
    public Finding shifts() {
        String open = Names.fresh("open");
        String closed = Names.fresh("closed");
        contoso.createVault(open, Map.of(node.app().principal(), List.of("get", "sign"))).ok();
        contoso.createVault(closed, Map.of()).ok();
        contoso.createEcKey(closed, "key");
        Row first = Row.create(contoso, open, "key");
        Row.create(contoso, open, "key");
        execute(
                "UPDATE strongroom.vault AS mine SET document = other.document, seal = other.seal"
                        + " FROM strongroom.vault AS other"
                        + " WHERE mine.canonical_name = ? AND other.canonical_name = ?",
                closed,
                open);
        execute(
                "UPDATE strongroom.key SET current_version = ?::uuid"
                        + " WHERE canonical_name = 'key' AND current_version IN"
                        + " (SELECT version FROM strongroom.key_version WHERE vault_id ="
                        + " (SELECT vault_id FROM strongroom.vault WHERE canonical_name = ?))",
                first.id().toString(),
                open);
        site.first().stop();
        site.first().restart();
        List<Answer> answers =
                List.of(
                        node.app().data("GET", closed, "/keys/key", null),
                        node.app().sign(closed, "key", "ES256", "A".repeat(43)),
                        contoso.data("GET", closed, "/keys/key", null),
                        contoso.data("GET", open, "/keys/key", null),
                        contoso.sign(open, "key", "ES256", "A".repeat(43)));
        long unrecorded =
                answers.stream().filter(a -> !Ledger.isRecorded(site, a.requestId())).count();
        long answered =
                answers.stream()
                        .filter(a -> a.status() != 500 || !a.code().equals(INTEGRITY))
                        .count();
        return new Finding(
                "rights and versions written into the database",
                answers.size(),
                answers.size(),
                Math.max(answered, unrecorded),
                Map.of("answered", answered, "unrecorded", unrecorded));
    }

    private void execute(String statement, String first, String second) {
        try (Connection connection = site.database().superuser();
                PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setString(1, first);
            prepared.setString(2, second);
            if (prepared.executeUpdate() != 1) {
                throw new IllegalStateException("not one row: " + statement);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Pair> createPairs(int pairs) {
        List<Pair> all = new ArrayList<>();
        for (Tampering tampering : Tampering.values()) {
            for (int i = 0; i < pairs; i++) {
                String name = tampering.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
                Row a = Row.create(contoso, vault, name + "-a" + i);
                Row b =
                        tampering.crossesTenants()
                                ? Row.create(fabrikam, foreignVault, name + "-b" + i)
                                : Row.create(contoso, vault, name + "-b" + i);
                all.add(new Pair(tampering, a, b));
            }
        }
        return all;
    }

    private void tamper(List<Pair> pairs) {
        try (Connection connection = site.database().superuser()) {
            for (Pair pair : pairs) {
                pair.tampering().apply(connection, pair.a().id(), pair.b().id());
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Try> use(List<Pair> pairs) {
        List<Try> tries = new ArrayList<>();
        for (Pair pair : pairs) {
            Tampering tampering = pair.tampering();
            Row a = pair.a();
            Row b = pair.b();
            boolean moves = tampering.moves();
            boolean versionsMoved = tampering == Tampering.VERSIONS;
            tries.add(new Try(tampering, a, moves ? a.signAs(b.version()) : a.sign()));
            tries.add(new Try(tampering, b, moves ? b.signAs(a.version()) : b.sign()));
            if (versionsMoved) {
                tries.add(new Try(tampering, a, a.sign()));
            }
        }
        return tries;
    }

    private Finding finding(List<Try> tries, int pairs) {
        Set<String> recorded = new HashSet<>(integrityRecords(node.officer(), vault));
        recorded.addAll(integrityRecords(node.officer(Organisation.FABRIKAM), foreignVault));
        Map<String, Long> counts = new HashMap<>();
        long breaches = 0;
        for (Try each : tries) {
            Answer answer = each.answer();
            boolean absent = each.tampering() == Tampering.VERSIONS && answer.status() == 404;
            boolean refused =
                    answer.status() == 500
                            && answer.code().equals(INTEGRITY)
                            && recorded.contains(answer.requestId());
            if (!refused && !absent) {
                breaches++;
                counts.merge(each.tampering() + "-answered-" + answer.status(), 1L, Long::sum);
            }
        }
        counts.put("kinds", (long) Tampering.values().length);
        counts.put("recorded", (long) recorded.size());
        return new Finding(
                "rows changed in the database",
                tries.size(),
                2L * pairs * Tampering.values().length,
                breaches,
                counts);
    }

    private static List<String> integrityRecords(Officer officer, String vault) {
        return officer.events(Map.of("vault", vault, "result", INTEGRITY)).stream()
                .map(event -> event.path("correlationId").asText())
                .toList();
    }
}
