package io.strongroom.it.campaign;

import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Base64Url;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Principal;
import io.strongroom.it.harness.Site;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/// Takes keys, operations, permissions and vaults away while 32 threads sign through two nodes, and
/// counts the signatures that answer calls begun after the change was acknowledged.
public final class Races {
    private static final int THREADS = 32;
    private static final List<String> RIGHTS = List.of("get", "sign");
    private final List<Node> nodes;

    public Races(Site site) {
        this.nodes = List.of(site.first().node(), site.second().node());
    }

    /// A key is disabled, and enabled again for the next round.
    ///
    /// @param required calls begun after a change, at least
    public Finding disabledKey(long required) {
        String vault = newVault(Map.of());
        nodes.getFirst().admin().createEcKey(vault, "key");
        return races(
                "disabled key",
                required,
                reversible(
                        vault,
                        "",
                        Node::admin,
                        changer -> changer.enable(vault, "key", false),
                        changer -> changer.enable(vault, "key", true)));
    }

    /// A permission is removed, and given again for the next round.
    ///
    /// @param required calls begun after a change, at least
    public Finding removedPermission(long required) {
        Map<Principal, List<String>> policy = Map.of(nodes.getFirst().app().principal(), RIGHTS);
        String vault = newVault(policy);
        nodes.getFirst().admin().createEcKey(vault, "key");
        return races(
                "removed permission",
                required,
                reversible(
                        vault,
                        "",
                        Node::app,
                        changer -> changer.changePolicies(vault, "remove", policy),
                        changer -> changer.changePolicies(vault, "add", policy)));
    }

    /// A key is deleted while a version that is not the current one is used, and recovered for the
    /// next round.
    ///
    /// @param required calls begun after a change, at least
    public Finding deletedKey(long required) {
        String vault = newVault(Map.of());
        String version = newVersions(vault);
        return races(
                "deleted key",
                required,
                reversible(
                        vault,
                        version,
                        Node::admin,
                        changer -> changer.data("DELETE", vault, "/keys/key", null),
                        changer -> changer.data("POST", vault, "/deletedkeys/key/recover", null)));
    }

    /// A key is deleted and purged while a version of it is used. In the next round, another key
    /// has the name.
    ///
    /// @param required calls begun after a change, at least
    public Finding purgedKey(long required) {
        String vault = newVault(Map.of());
        return races(
                "purged key",
                required,
                (changer, afterwards) ->
                        race(
                                vault,
                                newVersions(vault),
                                Node::admin,
                                afterwards,
                                () -> {
                                    changer.data("DELETE", vault, "/keys/key", null).ok();
                                    return changer.data("DELETE", vault, "/deletedkeys/key", null);
                                }));
    }

    /// Signing is taken from the operations of a key, and given again for the next round.
    ///
    /// @param required calls begun after a change, at least
    public Finding changedOperations(long required) {
        String vault = newVault(Map.of());
        nodes.getFirst().admin().createEcKey(vault, "key");
        return races(
                "changed key_ops",
                required,
                reversible(
                        vault,
                        "",
                        Node::admin,
                        changer -> operations(changer, vault, "verify"),
                        changer -> operations(changer, vault, "sign", "verify")));
    }

    private static Answer operations(Person changer, String vault, String... operations) {
        return changer.data("PATCH", vault, "/keys/key/", Map.of("key_ops", List.of(operations)));
    }

    /// Makes a key with two versions.
    ///
    /// @return the first one
    private String newVersions(String vault) {
        Person admin = nodes.getFirst().admin();
        String id = admin.createEcKey(vault, "key").json().path("key").path("kid").asText();
        admin.createEcKey(vault, "key");
        return id.substring(id.lastIndexOf('/') + 1);
    }

    /// A vault is deleted; each round has its own.
    ///
    /// @param required calls begun after a change, at least
    public Finding deletedVault(long required) {
        return races(
                "deleted vault",
                required,
                (changer, afterwards) -> {
                    String vault = newVault(Map.of());
                    changer.createEcKey(vault, "key");
                    return race(
                            vault,
                            "",
                            Node::admin,
                            afterwards,
                            () -> changer.control("DELETE", changer.vaultPath(vault), null));
                });
    }

    private interface Round {
        Race run(Person changer, int afterwards);
    }

    private Finding races(String what, long required, Round round) {
        List<Race> races = new ArrayList<>();
        long begunAfter = 0;
        for (int i = 0; begunAfter < required; i++) {
            Person changer = nodes.get(i % nodes.size()).admin();
            Race race = round.run(changer, required >= 10_000 ? 16 : 8);
            races.add(race);
            begunAfter += race.begunAfter();
        }
        return new Finding(
                what,
                begunAfter,
                required,
                races.stream().mapToLong(Race::usedAfter).sum(),
                Map.of(
                        "changes", (long) races.size(),
                        "signed-before", races.stream().mapToLong(Race::usedBefore).sum(),
                        "unanswered", races.stream().mapToLong(Race::unanswered).sum()));
    }

    /// Rounds whose change is undone, so that the next round can make it again.
    ///
    /// @param version as in [#race]
    private Round reversible(
            String vault,
            String version,
            Function<Node, Person> who,
            Function<Person, Answer> change,
            Function<Person, Answer> undo) {
        return (changer, afterwards) -> {
            Race race = race(vault, version, who, afterwards, () -> change.apply(changer));
            undo.apply(changer).ok();
            return race;
        };
    }

    /// @param version of the key that is used, empty for the current one
    private Race race(
            String vault,
            String version,
            Function<Node, Person> who,
            int afterwards,
            Supplier<Answer> change) {
        return Race.run(
                THREADS,
                i -> {
                    Person person = who.apply(nodes.get(i % nodes.size()));
                    byte[] digest = new byte[32];
                    digest[0] = (byte) i;
                    String encoded = Base64Url.encode(digest);
                    Map<String, String> body = Map.of("alg", "ES256", "value", encoded);
                    String path = "/keys/key/" + version + "/sign";
                    return () -> person.data("POST", vault, path, body);
                },
                () -> change.get().ok(),
                afterwards);
    }

    private String newVault(Map<Principal, List<String>> policies) {
        String vault = Names.fresh("race");
        nodes.getFirst().admin().createVault(vault, policies).ok();
        return vault;
    }
}
