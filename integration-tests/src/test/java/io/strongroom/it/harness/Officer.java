package io.strongroom.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        List<JsonNode> events = new ArrayList<>();
        StringBuilder url =
                new StringBuilder(installation.url()).append("/audit/events?limit=1000");
        query.forEach((name, value) ->
                url.append('&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        String next = url.toString();
        while (!next.isEmpty()) {
            JsonNode page = raw.send("GET", next, person.token(Plane.CONTROL), null).ok().json();
            page.path("value").forEach(events::add);
            next = page.path("nextLink").asText("");
            next = next.equals("null") ? "" : next;
        }
        return events;
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
