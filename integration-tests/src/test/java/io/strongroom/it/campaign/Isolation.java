package io.strongroom.it.campaign;

import com.fasterxml.jackson.databind.JsonNode;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Json;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Plane;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Everybody who has no business in a vault tries everything. Nobody gets through, and nobody can
/// tell a key that is there from one that is not. Who belongs to another tenant learns of a vault
/// what anybody learns without a token, its challenge, and of a subscription not even that it is
/// there.
public final class Isolation {
    private static final int THREADS = 8;
    private final Node node;
    private final Row target;
    private final String before;
    private final AtomicLong tried = new AtomicLong();
    private final Map<String, Long> breaches = new ConcurrentHashMap<>();

    public Isolation(Site site) {
        this.node = site.first().node();
        Person owner = node.admin();
        String vault = Names.fresh("isolated");
        owner.createVault(vault, Map.of()).ok();
        this.target = Row.create(owner, vault, "secret-key");
        this.before = state();
    }

    /// Who tries.
    ///
    /// @param person null for somebody without a token
    /// @param foreign whether the person belongs to another tenant
    private record Intruder(@Nullable Person person, boolean foreign) {}

    /// Tries until this many requests were made.
    public Finding run(long required) {
        try (ExecutorService pool = Executors.newFixedThreadPool(THREADS)) {
            while (tried.get() < required) {
                List<Future<?>> running = new ArrayList<>();
                for (Intruder intruder : intruders()) {
                    running.add(pool.submit(() -> intrude(intruder)));
                }
                running.add(pool.submit(this::administer));
                running.add(pool.submit(this::readTheLog));
                await(running);
            }
        }
        if (!state().equals(before)) {
            breach("the key has changed");
        }
        return new Finding(
                "use across tenants and without rights",
                tried.get(),
                required,
                breaches.values().stream().mapToLong(Long::longValue).sum(),
                new HashMap<>(breaches));
    }

    private List<Intruder> intruders() {
        List<Intruder> intruders = new ArrayList<>();
        for (Role role : Role.values()) {
            intruders.add(new Intruder(node.person(Organisation.FABRIKAM, role), true));
            if (role != Role.ADMIN) {
                intruders.add(new Intruder(node.person(Organisation.CONTOSO, role), false));
            }
        }
        intruders.add(new Intruder(null, false));
        return intruders;
    }

    private void intrude(Intruder intruder) {
        for (Probe probe : Probe.all()) {
            String absent = essence(send(intruder, probe, "absent-key"), "absent-key");
            for (String key : List.of("secret-key", "SECRET-KEY", "%73ecret-key")) {
                Answer answer = send(intruder, probe, key);
                if (answer.status() < 400) {
                    breach("%s %s was answered".formatted(probe.method(), probe.path()));
                }
                if (!essence(answer, key).equals(absent)) {
                    breach(
                            "%s %s tells a key from none: %s | %s"
                                    .formatted(
                                            probe.method(),
                                            probe.path(),
                                            essence(answer, key),
                                            absent));
                }
                if (intruder.foreign() && answer.status() != 401 && answer.status() != 400) {
                    breach(
                            "%s %s takes a foreign token: %s"
                                    .formatted(probe.method(), probe.path(), essence(answer, key)));
                }
            }
        }
    }

    private static String essence(Answer answer, String key) {
        return Probe.essence(answer, key);
    }

    private Answer send(Intruder intruder, Probe probe, String key) {
        tried.incrementAndGet();
        Person person = intruder.person();
        return node.raw()
                .send(
                        probe.method(),
                        node.installation().vault(target.vault())
                                + probe.pathFor(key, target.version()),
                        person == null ? null : person.token(Plane.DATA),
                        probe.body());
    }

    /// The other tenant's administrator turns to the vault through the control plane.
    private void administer() {
        Person intruder = node.person(Organisation.FABRIKAM, Role.ADMIN);
        String there = target.owner().vaultPath(target.vault());
        String subscription = node.installation().subscription(Organisation.CONTOSO);
        String nowhere = UUID.randomUUID().toString();
        String vault =
                Json.of(
                        Map.of(
                                "location",
                                "local",
                                "properties",
                                Map.of(
                                        "tenantId",
                                        intruder.principal().tenantId(),
                                        "sku",
                                        Map.of("family", "A", "name", "standard"),
                                        "accessPolicies",
                                        List.of())));
        String policies = Json.of(Map.of("properties", Map.of("accessPolicies", List.of())));
        List<Probe> probes =
                List.of(
                        new Probe("GET", there, null),
                        new Probe("PUT", there, vault),
                        new Probe("PATCH", there, "{\"tags\":{}}"),
                        new Probe("DELETE", there, null),
                        new Probe("PUT", there + "/accessPolicies/add", policies),
                        new Probe("PUT", there + "/accessPolicies/replace", policies),
                        new Probe("PUT", there + "/accessPolicies/remove", policies),
                        new Probe("GET", there.substring(0, there.lastIndexOf('/')), null),
                        new Probe(
                                "GET",
                                "/subscriptions/"
                                        + subscription
                                        + "/providers/Microsoft.KeyVault/vaults",
                                null),
                        new Probe("GET", "/subscriptions/" + subscription, null),
                        new Probe(
                                "GET", "/subscriptions/" + subscription + "/resourcegroups", null));
        for (Probe probe : probes) {
            Answer answer = manage(intruder, probe.method(), probe.path(), probe.body());
            Answer absent =
                    manage(
                            intruder,
                            probe.method(),
                            probe.path().replace(subscription, nowhere),
                            probe.body());
            if (answer.status() < 400) {
                breach("%s %s was answered".formatted(probe.method(), probe.path()));
            }
            if (!Probe.essence(answer, subscription).equals(Probe.essence(absent, nowhere))) {
                breach(
                        "%s %s tells the subscription from none: %s | %s"
                                .formatted(
                                        probe.method(),
                                        probe.path(),
                                        Probe.essence(answer, subscription),
                                        Probe.essence(absent, nowhere)));
            }
        }
    }

    private Answer manage(Person who, String method, String path, @Nullable String body) {
        tried.incrementAndGet();
        return node.raw()
                .send(
                        method,
                        node.installation().url() + path + "?api-version=" + Person.CONTROL_VERSION,
                        who.token(Plane.CONTROL),
                        body);
    }

    /// The other tenant's officer asks for this vault's log, the others ask for any log.
    private void readTheLog() {
        Set<String> own =
                Set.of(
                        node.installation().tenant(Organisation.FABRIKAM),
                        new UUID(0, 0).toString());
        Person officer = node.person(Organisation.FABRIKAM, Role.OFFICER);
        for (String query : List.of("vault=" + target.vault(), "key=secret-key", "limit=1000")) {
            Answer answer = manageLog(officer, query).ok();
            for (JsonNode event : answer.json().path("value")) {
                String tenant = event.path("strongroom").path("tenant").asText();
                if (!own.contains(tenant.toLowerCase(Locale.ROOT))) {
                    breach("an event of another tenant was shown");
                }
            }
        }
        for (Intruder intruder : intruders()) {
            Person person = intruder.person();
            if (person != null && person.principal().role() != Role.OFFICER) {
                if (manageLog(person, "limit=1").status() < 400) {
                    breach(person.principal() + " was shown the log");
                }
            }
        }
    }

    private Answer manageLog(Person who, String query) {
        tried.incrementAndGet();
        return who.control("GET", "/audit/events?" + query, null);
    }

    /// What the owner sees of the key.
    private String state() {
        return target.owner().data("GET", target.vault(), "/keys/secret-key", null).ok().body()
                + target.owner()
                        .data("GET", target.vault(), "/keys/secret-key/versions", null)
                        .ok()
                        .body();
    }

    private void breach(String what) {
        breaches.merge(what, 1L, Long::sum);
    }

    private static void await(List<Future<?>> running) {
        try {
            for (Future<?> each : running) {
                each.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
