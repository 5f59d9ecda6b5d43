package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.KEY_VAULT;
import static io.strongroom.api.control.ControlVersions.RESOURCES;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.operation.Exchange;
import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.vault.Vault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/// Lists of vaults, and of vaults as resources.
@RestController
public final class VaultListController {
    private static final Pattern ONLY_VAULTS =
            Pattern.compile(
                    "\\s*resourceType\\s+eq\\s+'Microsoft\\.KeyVault/vaults'\\s*",
                    Pattern.CASE_INSENSITIVE);
    private final ControlPlane plane;
    private final VaultAdministration vaults;
    private final Addresses addresses;

    public VaultListController(
            ControlPlane plane, VaultAdministration vaults, Addresses addresses) {
        this.plane = plane;
        this.vaults = vaults;
        this.addresses = addresses;
    }

    @GetMapping("/subscriptions/{subscription}/providers/Microsoft.KeyVault/vaults")
    void ofSubscription(
            @PathVariable String subscription,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Exchange exchange = new Exchange(request, response);
        list(exchange, KEY_VAULT, subscription, null, vault -> json(vault, exchange));
    }

    @GetMapping(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults")
    void ofGroup(
            @PathVariable String subscription,
            @PathVariable String group,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Exchange exchange = new Exchange(request, response);
        list(exchange, KEY_VAULT, subscription, group, vault -> json(vault, exchange));
    }

    @GetMapping("/subscriptions/{subscription}/resources")
    void resources(
            @PathVariable String subscription,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Exchange exchange = new Exchange(request, response);
        list(exchange, RESOURCES, subscription, null, ResourceJson::of);
    }

    private <T> void list(
            Exchange exchange,
            ControlVersions versions,
            String subscription,
            @Nullable String group,
            Function<Vault, T> json)
            throws IOException {
        plane.answer(
                exchange,
                Action.VAULT_LIST,
                versions,
                null,
                visit -> {
                    requireFilter(exchange.parameter("$filter"));
                    return vaults.list(
                            visit,
                            ResourcePath.subscription(subscription),
                            group == null ? null : ResourcePath.resourceGroup(group),
                            new PageRequest(Paging.limit(exchange), Paging.position(exchange)));
                },
                page -> page(page, exchange, json));
    }

    private VaultJson json(Vault vault, Exchange exchange) {
        return VaultJson.of(vault, addresses.vaultUri(vault.name(), exchange.port()));
    }

    private static <T> ListJson<T> page(
            Page<Vault> page, Exchange exchange, Function<Vault, T> json) {
        return new ListJson<>(
                page.items().stream().map(json).toList(), Paging.nextLink(exchange, page.next()));
    }

    /// Every resource here is a vault, so a filter for vaults changes nothing. No other filter is
    /// understood.
    private static void requireFilter(@Nullable String filter) {
        if (filter != null && !ONLY_VAULTS.matcher(filter).matches()) {
            throw new VaultException(
                    Problem.INVALID_FILTER,
                    "Invalid $filter in the query string. It can only be \"resourceType eq 'Microsoft.KeyVault/vaults'\".");
        }
    }
}
