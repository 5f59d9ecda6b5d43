package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.RESOURCES;
import static io.strongroom.api.control.ResourcePath.resourceGroup;
import static io.strongroom.api.control.ResourcePath.subscription;

import io.strongroom.api.operation.ControlOperations.Operation;
import io.strongroom.api.operation.Exchange;
import io.strongroom.core.administration.SubscriptionDirectory;
import io.strongroom.core.audit.Action;
import io.strongroom.core.vault.Subscription;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// Subscriptions and what is below them, to read: as much as clients ask for before they come to
/// vaults. They are made by the installation's configuration.
@RestController
@RequestMapping("/subscriptions")
public final class SubscriptionController {
    private final ControlPlane plane;
    private final SubscriptionDirectory subscriptions;
    private final List<String> locations;

    /// @param locations the locations of this installation, the default one first
    public SubscriptionController(
            ControlPlane plane, SubscriptionDirectory subscriptions, List<String> locations) {
        this.plane = plane;
        this.subscriptions = subscriptions;
        this.locations = List.copyOf(locations);
    }

    @GetMapping
    void list(HttpServletRequest request, HttpServletResponse response) throws IOException {
        read(
                new Exchange(request, response),
                visit ->
                        subscriptions
                                .list(visit)
                                .map(all -> SubscriptionJson.of(all, visit.tenant().id())),
                ListJson::of);
    }

    @GetMapping("/{id}")
    void get(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        read(
                new Exchange(request, response),
                visit ->
                        subscriptions
                                .get(visit, subscription(id))
                                .map(found -> SubscriptionJson.of(found, visit.tenant().id())),
                json -> json);
    }

    @GetMapping("/{id}/locations")
    void locations(
            @PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        read(
                new Exchange(request, response),
                visit -> subscriptions.get(visit, subscription(id)),
                s -> ListJson.of(locations.stream().map(l -> LocationJson.of(s.id(), l)).toList()));
    }

    @GetMapping("/{id}/resourceGroups")
    void groups(@PathVariable String id, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        read(
                new Exchange(request, response),
                visit -> subscriptions.get(visit, subscription(id)),
                s -> ListJson.of(s.resourceGroups().stream().map(g -> group(s, g)).toList()));
    }

    @GetMapping("/{id}/resourceGroups/{group}")
    void group(
            @PathVariable String id,
            @PathVariable String group,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        read(
                new Exchange(request, response),
                visit -> subscriptions.resourceGroup(visit, subscription(id), resourceGroup(group)),
                name -> ResourceGroupJson.of(subscription(id), name, locations.getFirst()));
    }

    /// Whether a resource group is there: 204, or 404.
    @RequestMapping(path = "/{id}/resourceGroups/{group}", method = RequestMethod.HEAD)
    void groupExists(
            @PathVariable String id,
            @PathVariable String group,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        read(
                new Exchange(request, response),
                visit ->
                        subscriptions
                                .resourceGroup(visit, subscription(id), resourceGroup(group))
                                .withStatus(204),
                _ -> null);
    }

    private ResourceGroupJson group(Subscription subscription, String name) {
        return ResourceGroupJson.of(subscription.id(), name, locations.getFirst());
    }

    private <R> void read(
            Exchange exchange, Operation<R> operation, Function<R, @Nullable Object> rendering)
            throws IOException {
        plane.answer(exchange, Action.SUBSCRIPTION_LIST, RESOURCES, null, operation, rendering);
    }
}
