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

/// Takes keys, permissions and vaults away while 32 threads sign through two nodes, and counts the
/// signatures that answer calls begun after the change was acknowledged.
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
                (changer, afterwards) -> {
                    Race race =
                            race(
                                    vault,
                                    Node::admin,
                                    afterwards,
                                    () -> changer.enable(vault, "key", false));
                    changer.enable(vault, "key", true).ok();
                    return race;
                });
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
                (changer, afterwards) -> {
                    Race race =
                            race(
                                    vault,
                                    Node::app,
                                    afterwards,
                                    () -> changer.changePolicies(vault, "remove", policy));
                    changer.changePolicies(vault, "add", policy).ok();
                    return race;
                });
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

    private Race race(
            String vault, Function<Node, Person> who, int afterwards, Supplier<Answer> change) {
        return Race.run(
                THREADS,
                i -> {
                    Person person = who.apply(nodes.get(i % nodes.size()));
                    byte[] digest = new byte[32];
                    digest[0] = (byte) i;
                    String encoded = Base64Url.encode(digest);
                    return () -> person.sign(vault, "key", "ES256", encoded);
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
