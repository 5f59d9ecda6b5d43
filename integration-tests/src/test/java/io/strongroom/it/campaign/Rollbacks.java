package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes something away through one node, lets another one see it, and puts the rows back in the
/// database, or removes rows. The node that has seen the newer state refuses and reports it.
public final class Rollbacks {
    private static final String INTEGRITY = "IntegrityViolation";
    private static final List<String> RIGHTS = List.of("get", "sign");
    private static final String DIGEST = "A".repeat(43);
    private final Site site;
    private final Node first;
    private final Node second;
    private final Map<String, Long> counts = new HashMap<>();
    private long tried;
    private long breaches;

    public Rollbacks(Site site) {
        this.site = site;
        this.first = site.first().node();
        this.second = site.second().node();
    }

    private interface Taking {
        void from(String vault);
    }

    /// Runs rounds of each kind.
    public Finding run(int rounds) {
        Principal app = first.app().principal();
        Person admin = first.admin();
        for (int i = 0; i < rounds; i++) {
            putBack("disabled", vault -> admin.enable(vault, "key", false).ok());
            putBack(
                    "permission",
                    vault -> admin.changePolicies(vault, "remove", Map.of(app, RIGHTS)).ok());
            putBack("vault", vault -> admin.control("DELETE", admin.vaultPath(vault), null).ok());
            generation("UPDATE generation SET generation = generation - 1 WHERE subject = ?");
            generation("DELETE FROM generation WHERE subject = ?");
            removedKey();
            removedName();
        }
        return new Finding(
                "rows put back or removed in the database", tried, 7L * rounds, breaches, counts);
    }

    private void putBack(String what, Taking taking) {
        String vault = newVault();
        first.admin().createEcKey(vault, "key");
        sign(vault).ok();
        try (Operator operator = new Operator(site)) {
            operator.remember();
            taking.from(vault);
            sign(vault); // now the second node has seen it
            operator.putBack();
        }
        for (int i = 0; i < 3; i++) {
            requireRefused(what, sign(vault));
        }
    }

    private void generation(String statement) {
        String vault = newVault();
        Row row = Row.create(first.admin(), vault, "key");
        first.admin().enable(vault, "key", true).ok();
        sign(vault).ok();
        try (Operator operator = new Operator(site)) {
            operator.change(statement, row.id());
        }
        requireRefused("generation", sign(vault));
    }

    private void removedKey() {
        String vault = newVault();
        Row row = Row.create(first.admin(), vault, "key");
        try (Operator operator = new Operator(site)) {
            operator.change("DELETE FROM key WHERE current_version = ?", row.id());
        }
        requireRefused("key", sign(vault));
        requireRefused(
                "key-made-anew",
                second.admin().createKey(vault, "key", Map.of("kty", "EC-HSM", "crv", "P-256")));
    }

    private void removedName() {
        String vault = newVault();
        try (Operator operator = new Operator(site)) {
            operator.change("DELETE FROM vault_name WHERE canonical_name = ?", vault);
        }
        Person thief = second.person(Organisation.FABRIKAM, Role.ADMIN);
        requireRefused("name-taken", thief.createVault(vault, Map.of()));
        requireRefused("name", sign(vault));
    }

    private Answer sign(String vault) {
        return second.app().sign(vault, "key", "ES256", DIGEST);
    }

    private String newVault() {
        String vault = Names.fresh("roll");
        first.admin().createVault(vault, Map.of(first.app().principal(), RIGHTS)).ok();
        return vault;
    }

    private void requireRefused(String what, Answer answer) {
        tried++;
        boolean refused = answer.status() == 500 && answer.code().equals(INTEGRITY);
        if (!refused || !Ledger.isRecorded(site, answer.requestId())) {
            breaches++;
            counts.merge(what + "-answered-" + answer.status(), 1L, Long::sum);
        }
    }
}
