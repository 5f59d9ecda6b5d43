package io.strongroom.it;

import io.strongroom.it.campaign.AuditFaults;
import io.strongroom.it.campaign.Finding;
import io.strongroom.it.campaign.Forgeries;
import io.strongroom.it.campaign.Isolation;
import io.strongroom.it.campaign.Races;
import io.strongroom.it.campaign.Rollbacks;
import io.strongroom.it.campaign.SlowHeads;
import io.strongroom.it.campaign.Swaps;
import io.strongroom.it.campaign.TokenFlood;
import io.strongroom.it.harness.Site;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// The campaigns, by name.
public enum Campaign {
    AUDIT_FAULTS {
        @Override
        void run(Site site, Consumer<Finding> found) {
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
        void run(Site site, Consumer<Finding> found) {
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
        void run(Site site, Consumer<Finding> found) {
            found.accept(new Isolation(site).run(100_000));
        }
    },
    SWAPS {
        @Override
        void run(Site site, Consumer<Finding> found) {
            found.accept(new Swaps(site).run(40));
            found.accept(new Swaps(site).shifts());
        }
    },
    ROLLBACKS {
        @Override
        void run(Site site, Consumer<Finding> found) {
            found.accept(new Rollbacks(site).run(20));
        }
    },
    FORGERIES {
        @Override
        void run(Site site, Consumer<Finding> found) {
            Forgeries forgeries = new Forgeries(site);
            found.accept(forgeries.swallowed(100));
            found.accept(forgeries.cut());
            found.accept(forgeries.forged(50));
        }
    },
    FLOODS {
        @Override
        void run(Site site, Consumer<Finding> found) {
            found.accept(new TokenFlood(site).run(Duration.ofSeconds(10)));
            found.accept(new SlowHeads(site).run(4_000, Duration.ofMinutes(1)));
        }
    };

    abstract void run(Site site, Consumer<Finding> found);

    private String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Optional<Campaign> named(String name) {
        return Arrays.stream(values()).filter(c -> c.wireName().equals(name)).findFirst();
    }

    /// Runs the campaigns that are named, or all of them. Prints a line for each finding and exits
    /// with 1 when one of them broke, with 2 when a name is unknown.
    public static void main(String[] names) {
        List<Campaign> wanted = new ArrayList<>();
        for (String name : names) {
            Optional<Campaign> campaign = named(name);
            if (campaign.isEmpty()) {
                System.err.println(
                        "campaigns are: "
                                + Arrays.stream(values())
                                        .map(Campaign::wireName)
                                        .collect(Collectors.joining(", ")));
                System.exit(2);
            }
            campaign.ifPresent(wanted::add);
        }
        long broken = run(names.length == 0 ? List.of(values()) : wanted);
        System.exit(broken == 0 ? 0 : 1);
    }

    private static long run(List<Campaign> campaigns) {
        List<Finding> findings = new ArrayList<>();
        for (Campaign campaign : campaigns) {
            System.out.println("campaign " + campaign.wireName());
            try (Site site = Site.start("campaign-" + campaign.wireName())) {
                campaign.run(
                        site,
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
