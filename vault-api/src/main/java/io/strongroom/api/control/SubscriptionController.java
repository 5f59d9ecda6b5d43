package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.RESOURCES;
import static io.strongroom.api.control.ResourcePath.resourceGroup;
import static io.strongroom.api.control.ResourcePath.subscription;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.Recorded;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.administration.SubscriptionDirectory;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/// Reads subscriptions and what is below them, as far as clients read them before they use vaults.
/// The installation's configuration creates them.
@RestController
@RequestMapping("/subscriptions")
public final class SubscriptionController {
    private final ControlPlane plane;
    private final SubscriptionDirectory subscriptions;
    private final List<String> locations;

    /// @param locations of this installation, the default first
    public SubscriptionController(
            ControlPlane plane, SubscriptionDirectory subscriptions, List<String> locations) {
        this.plane = plane;
        this.subscriptions = subscriptions;
        this.locations = List.copyOf(locations);
    }

    @GetMapping
    @Recorded(value = Action.SUBSCRIPTION_LIST, right = Right.SUBSCRIPTIONS_READ)
    void list(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                RESOURCES,
                visit ->
                        subscriptions
                                .list(visit)
                                .map(all -> SubscriptionJson.of(all, visit.tenant().id())),
                ListJson::of);
    }

    @GetMapping("/{subscription}")
    @Recorded(value = Action.SUBSCRIPTION_LIST, right = Right.SUBSCRIPTIONS_READ)
    void get(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                RESOURCES,
                visit ->
                        subscriptions
                                .get(visit, subscription(exchange))
                                .map(found -> SubscriptionJson.of(found, visit.tenant().id())),
                json -> json);
    }

    @GetMapping("/{subscription}/locations")
    @Recorded(value = Action.SUBSCRIPTION_LIST, right = Right.SUBSCRIPTIONS_READ)
    void locations(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                RESOURCES,
                visit -> subscriptions.get(visit, subscription(exchange)),
                s -> ListJson.of(locations.stream().map(l -> LocationJson.of(s.id(), l)).toList()));
    }

    @GetMapping("/{subscription}/resourceGroups")
    @Recorded(value = Action.SUBSCRIPTION_LIST, right = Right.SUBSCRIPTIONS_READ)
    void groups(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                RESOURCES,
                visit -> subscriptions.get(visit, subscription(exchange)),
                s -> ListJson.of(s.resourceGroups().stream().map(g -> group(s.id(), g)).toList()));
    }

    @GetMapping("/{subscription}/resourceGroups/{group}")
    @Recorded(value = Action.SUBSCRIPTION_LIST, right = Right.SUBSCRIPTIONS_READ)
    void group(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                RESOURCES,
                visit -> readGroup(visit, exchange),
                name -> group(subscription(exchange), name));
    }

    /// Whether a resource group exists: 204, or 404.
    @RequestMapping(path = "/{subscription}/resourceGroups/{group}", method = RequestMethod.HEAD)
    @Recorded(value = Action.SUBSCRIPTION_LIST, right = Right.SUBSCRIPTIONS_READ)
    void groupExists(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                RESOURCES,
                visit -> readGroup(visit, exchange).withStatus(204),
                _ -> null);
    }

    private Decided.Answer<String> readGroup(TenantVisit visit, ControlExchange exchange) {
        return subscriptions.resourceGroup(visit, subscription(exchange), resourceGroup(exchange));
    }

    private ResourceGroupJson group(SubscriptionId subscription, String name) {
        return ResourceGroupJson.of(subscription, name, locations.getFirst());
    }
}
