package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.KEY_VAULT;
import static io.strongroom.api.control.ControlVersions.RESOURCES;
import static io.strongroom.api.control.ResourcePath.subscription;

import io.strongroom.api.operation.Exchange;
import io.strongroom.core.administration.SubscriptionDirectory;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Decided;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/// The resource provider as a whole: what it is, what it can do, which names are free, and the
/// managed HSMs that are not there.
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
    void provider(
            @PathVariable("subscription") String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        plane.answer(
                new Exchange(request, response),
                Action.SUBSCRIPTION_LIST,
                RESOURCES,
                null,
                visit -> subscriptions.get(visit, subscription(id)),
                s -> ProviderJson.of(s.id(), locations));
    }

    @GetMapping("/providers/Microsoft.KeyVault/operations")
    void operations(HttpServletRequest request, HttpServletResponse response) throws IOException {
        plane.answer(
                new Exchange(request, response),
                Action.SUBSCRIPTION_LIST,
                KEY_VAULT,
                null,
                _ -> Decided.answer(ListJson.of(OperationJson.all())),
                json -> json);
    }

    @PostMapping(PROVIDER + "/checkNameAvailability")
    void checkName(
            @PathVariable("subscription") String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Exchange exchange = new Exchange(request, response);
        plane.answer(
                exchange,
                Action.VAULT_NAME_CHECK,
                KEY_VAULT,
                null,
                visit -> {
                    String name = Invalid.required(exchange.body().text("name"), "name");
                    if (VaultName.parse(name).isEmpty()) {
                        return subscriptions
                                .get(visit, subscription(id))
                                .map(_ -> NameJson.invalid(name));
                    }
                    return vaults.isFree(visit, subscription(id), new VaultName(name))
                            .map(free -> free ? NameJson.free() : NameJson.taken(name));
                },
                json -> json);
    }

    /// Clients ask for managed HSMs wherever they ask for vaults. There are none.
    @GetMapping({
        PROVIDER + "/managedHSMs",
        PROVIDER + "/deletedManagedHSMs",
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/managedHSMs"
    })
    void managedHsms(
            @PathVariable("subscription") String id,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        plane.answer(
                new Exchange(request, response),
                Action.VAULT_LIST,
                KEY_VAULT,
                null,
                visit -> subscriptions.get(visit, subscription(id)),
                _ -> ListJson.of(List.of()));
    }
}
