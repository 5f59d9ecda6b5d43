package io.strongroom.it;

import io.strongroom.it.campaign.AuditFaults;
import io.strongroom.it.campaign.Failover;
import io.strongroom.it.campaign.Finding;
import io.strongroom.it.campaign.Forgeries;
import io.strongroom.it.campaign.Isolation;
import io.strongroom.it.campaign.Officers;
import io.strongroom.it.campaign.Oracles;
import io.strongroom.it.campaign.Races;
import io.strongroom.it.campaign.Rollbacks;
import io.strongroom.it.campaign.SlowHeads;
import io.strongroom.it.campaign.Swaps;
import io.strongroom.it.campaign.TokenFlood;
import io.strongroom.it.harness.Database;
import io.strongroom.it.harness.Pair;
import io.strongroom.it.harness.Site;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The campaigns, by name.
public enum Campaign {
    AUDIT_FAULTS {
        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            AuditFaults faults = new AuditFaults(site);
            for (int i = 0; i < 3; i++) {
                found.accept(faults.databaseStops().finding("database stopped"));
                found.accept(faults.databaseCrashes().finding("database crashed"));
                found.accept(faults.databaseHangs().finding("database hung"));
            }
            found.accept(faults.serviceIsKilled(5).finding(5));
            found.accept(faults.chains());
        }
    },
    RACES {
        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            Races races = new Races(site);
            found.accept(races.disabledKey(10_000));
            found.accept(races.deletedKey(10_000));
            found.accept(races.purgedKey(10_000));
            found.accept(races.changedOperations(10_000));
            found.accept(races.removedPermission(10_000));
            found.accept(races.deletedVault(10_000));
        }
    },
    ISOLATION {
        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            found.accept(new Isolation(site).run(100_000));
        }
    },
    SWAPS {
        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            found.accept(new Swaps(site).run(40));
            found.accept(new Swaps(site).shifts());
        }
    },
    ROLLBACKS {
        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            found.accept(new Rollbacks(site).run(20));
        }
    },
    FORGERIES {
        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            Forgeries forgeries = new Forgeries(site);
            found.accept(forgeries.swallowed(100));
            found.accept(forgeries.cut());
            found.accept(forgeries.forged(50));
        }
    },
    FLOODS {
        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            found.accept(new TokenFlood(site).run(Duration.ofSeconds(10)));
            found.accept(new SlowHeads(site).run(4_000, Duration.ofMinutes(1)));
        }
    },
    FAILOVER {
        @Override
        Database launch(Path home) {
            return Pair.launch(home);
        }

        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            new Failover(site, (Pair) site.database(), found).run(sizes.rounds());
        }
    },
    KEYS {
        @Override
        Map<String, String> settings() {
            // the budgets would end what it asks after 20 failures
            return Map.of(
                    "STRONGROOM_DECRYPTIONFAILURES_PERMINUTE", "1000000",
                    "STRONGROOM_DECRYPTIONFAILURES_PERDAY", "1000000");
        }

        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            Oracles oracles = new Oracles(site);
            for (String algorithm : Oracles.ALGORITHMS) {
                found.accept(oracles.ask(algorithm, 20_000));
            }
        }
    },
    OFFICER {
        @Override
        void run(Site site, Sizes sizes, Consumer<Finding> found) {
            new Officers(site, sizes.events()).run(Duration.ofSeconds(20), found);
        }
    };

    /// How large campaigns are.
    ///
    /// @param rounds how often the primary is killed, in a campaign of failovers
    /// @param events of the log that officers search
    record Sizes(int rounds, int events) {
        static Sizes take(List<String> arguments) {
            return new Sizes(
                    take(arguments, "--rounds", 20), take(arguments, "--events", 10_000_000));
        }

        private static int take(List<String> arguments, String option, int size) {
            int at = arguments.indexOf(option);
            if (at < 0) {
                return size;
            }
            arguments.remove(at);
            if (at == arguments.size() || !arguments.get(at).matches("[1-9]\\d{0,7}")) {
                refuse();
            }
            return Integer.parseInt(arguments.remove(at));
        }
    }

    /// Starts the database that it runs against.
    Database launch(Path home) {
        return Database.launch(home);
    }

    /// Settings of its services, as environment variables.
    Map<String, String> settings() {
        return Map.of();
    }

    /// Runs it.
    abstract void run(Site site, Sizes sizes, Consumer<Finding> found);

    private Site start() {
        return Site.start("campaign-" + wireName(), this::launch, settings());
    }

    private String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Campaign> named(String name) {
        return Arrays.stream(values()).filter(c -> c.wireName().equals(name)).findFirst();
    }

    /// Runs the campaigns that are named, or all of them. Prints a line for each finding and exits
    /// with 1 when one of them broke, with 2 when an argument is unknown.
    public static void main(String[] arguments) {
        List<String> names = new ArrayList<>(List.of(arguments));
        Sizes sizes = Sizes.take(names);
        List<Campaign> wanted = new ArrayList<>();
        for (String name : names) {
            named(name).ifPresentOrElse(wanted::add, Campaign::refuse);
        }
        long broken = run(names.isEmpty() ? List.of(values()) : wanted, sizes);
        System.exit(broken == 0 ? 0 : 1);
    }

    private static void refuse() {
        System.err.println(
                Arrays.stream(values())
                        .map(Campaign::wireName)
                        .collect(
                                Collectors.joining(
                                        ", ",
                                        "campaigns are: ",
                                        "; --rounds and --events are numbers from 1 to 99999999")));
        System.exit(2);
    }

    private static long run(List<Campaign> campaigns, Sizes sizes) {
        List<Finding> findings = new ArrayList<>();
        for (Campaign campaign : campaigns) {
            System.out.println("campaign " + campaign.wireName());
            try (Site site = campaign.start()) {
                campaign.run(
                        site,
                        sizes,
                        finding -> {
                            findings.add(finding);
                            System.out.println("  " + finding);
                        });
            }
        }
        long broken = findings.stream().filter(finding -> !finding.held()).count();
        System.out.println("findings=" + findings.size() + " broken=" + broken);
        return broken;
    }
}
