package io.strongroom.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A security officer who reads the tenant's log.
public final class Officer {
    private final Installation installation;
    private final Raw raw;
    private final Person person;

    Officer(Installation installation, Raw raw, Person person) {
        this.installation = installation;
        this.raw = raw;
        this.person = person;
    }

    /// All events that fit, newest first.
    ///
    /// @param query parameters of the log, such as `vault`, `key`, `operation`
    public List<JsonNode> events(Map<String, String> query) {
        Map<String, String> all = new HashMap<>(query);
        all.put("limit", "1000");
        return pages(all);
    }

    /// The same, in pages of the query's `limit`.
    public List<JsonNode> pages(Map<String, String> query) {
        List<JsonNode> events = new ArrayList<>();
        String next =
                installation.url()
                        + query.entrySet().stream()
                                .map(e -> e.getKey() + "=" + encoded(e.getValue()))
                                .collect(Collectors.joining("&", "/audit/events?", ""));
        while (!next.isEmpty()) {
            JsonNode page = raw.send("GET", next, person.token(Plane.CONTROL), null).ok().json();
            page.path("value").forEach(events::add);
            next = page.path("nextLink").isTextual() ? page.path("nextLink").asText() : "";
        }
        return events;
    }

    private static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    /// The newest event of a request among those that fit.
    public Optional<JsonNode> event(Map<String, String> query, String requestId) {
        return events(query).stream()
                .filter(e -> e.path("correlationId").asText().equals(requestId))
                .findFirst();
    }

    /// Ids of all requests that a vault's log knows.
    public Set<String> requestIds(String vault) {
        Set<String> ids = new HashSet<>();
        events(Map.of("vault", vault))
                .forEach(event -> ids.add(event.path("correlationId").asText()));
        return ids;
    }
}
