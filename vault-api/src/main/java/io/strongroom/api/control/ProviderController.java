package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.KEY_VAULT;
import static io.strongroom.api.control.ControlVersions.RESOURCES;
import static io.strongroom.api.control.ResourcePath.subscription;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.Recorded;
import io.strongroom.core.administration.SubscriptionDirectory;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// The resource provider: its description, its operations, the availability of names, and its
/// managed HSMs, which do not exist.
@RestController
public final class ProviderController {
    private static final String PROVIDER =
            "/subscriptions/{subscription}/providers/Microsoft.KeyVault";
    private final ControlPlane plane;
    private final VaultAdministration vaults;
    private final SubscriptionDirectory subscriptions;
    private final List<String> locations;

    public ProviderController(
            ControlPlane plane,
            VaultAdministration vaults,
            SubscriptionDirectory subscriptions,
            List<String> locations) {
        this.plane = plane;
        this.vaults = vaults;
        this.subscriptions = subscriptions;
        this.locations = List.copyOf(locations);
    }

    @GetMapping(PROVIDER)
    @Recorded(value = Action.SUBSCRIPTION_LIST, right = Right.SUBSCRIPTIONS_READ)
    void provider(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                RESOURCES,
                visit -> subscriptions.get(visit, subscription(exchange)),
                s -> ProviderJson.of(s.id(), locations));
    }

    @GetMapping("/providers/Microsoft.KeyVault/operations")
    @Recorded(Action.SUBSCRIPTION_LIST)
    void operations(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                KEY_VAULT,
                _ -> Decided.answer(ListJson.of(OperationJson.all())),
                json -> json);
    }

    @PostMapping(PROVIDER + "/checkNameAvailability")
    @Recorded(value = Action.VAULT_NAME_CHECK, right = Right.VAULT_NAMES_CHECK, maxBody = 4096)
    void checkName(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                KEY_VAULT,
                visit -> {
                    String name = Invalid.required(exchange.body().text("name"), "name");
                    SubscriptionId subscription = subscription(exchange);
                    if (VaultName.parse(name).isEmpty()) {
                        return subscriptions
                                .get(visit, subscription)
                                .map(_ -> NameJson.invalid(name));
                    }
                    return vaults.isFree(visit, subscription, new VaultName(name))
                            .map(free -> free ? NameJson.free() : NameJson.taken(name));
                },
                json -> json);
    }

    /// Clients list managed HSMs wherever they list vaults. The list is empty.
    @GetMapping({
        PROVIDER + "/managedHSMs",
        PROVIDER + "/deletedManagedHSMs",
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/managedHSMs"
    })
    @Recorded(value = Action.VAULT_LIST, right = Right.SUBSCRIPTIONS_READ)
    void managedHsms(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                KEY_VAULT,
                visit -> subscriptions.get(visit, subscription(exchange)),
                _ -> ListJson.of(List.of()));
    }
}
