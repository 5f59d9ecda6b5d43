package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.KEY_VAULT;
import static io.strongroom.api.control.ControlVersions.RESOURCES;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.Recorded;
import io.strongroom.api.http.Addresses;
import io.strongroom.core.Page;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.Vault;
import java.io.IOException;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
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
    private final LegacyAlgorithms legacy;

    /// @param legacy the legacy algorithms of vaults that do not name any
    public VaultListController(
            ControlPlane plane,
            VaultAdministration vaults,
            Addresses addresses,
            LegacyAlgorithms legacy) {
        this.plane = plane;
        this.vaults = vaults;
        this.addresses = addresses;
        this.legacy = legacy;
    }

    @GetMapping("/subscriptions/{subscription}/providers/Microsoft.KeyVault/vaults")
    @Recorded(value = Action.VAULT_LIST, right = Right.VAULTS_READ)
    void ofSubscription(ControlExchange exchange) throws IOException {
        list(exchange, KEY_VAULT, vault -> json(vault, exchange));
    }

    @GetMapping(
            "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults")
    @Recorded(value = Action.VAULT_LIST, right = Right.VAULTS_READ)
    void ofGroup(ControlExchange exchange) throws IOException {
        list(exchange, KEY_VAULT, vault -> json(vault, exchange));
    }

    @GetMapping("/subscriptions/{subscription}/resources")
    @Recorded(value = Action.VAULT_LIST, right = Right.VAULTS_READ)
    void resources(ControlExchange exchange) throws IOException {
        list(exchange, RESOURCES, ResourceJson::of);
    }

    private <T> void list(
            ControlExchange exchange, ControlVersions versions, Function<Vault, T> json)
            throws IOException {
        boolean ofGroup = exchange.variable("group") != null;
        plane.answer(
                exchange,
                versions,
                visit -> {
                    requireFilter(exchange.parameter("$filter"));
                    return vaults.list(
                            visit,
                            ResourcePath.subscription(exchange),
                            ofGroup ? ResourcePath.resourceGroup(exchange) : null,
                            PageParameters.page(exchange));
                },
                page -> page(page, exchange, json));
    }

    private VaultJson json(Vault vault, ControlExchange exchange) {
        return VaultJson.of(vault, addresses.vaultUri(vault.name(), exchange.port()), legacy);
    }

    private static <T> ListJson<T> page(
            Page<Vault> page, ControlExchange exchange, Function<Vault, T> json) {
        return new ListJson<>(
                page.items().stream().map(json).toList(),
                PageParameters.nextLink(exchange, page.next()));
    }

    /// Every resource here is a vault, so a filter for vaults changes nothing. Other filters are
    /// not supported.
    private static void requireFilter(@Nullable String filter) {
        if (filter != null && !ONLY_VAULTS.matcher(filter).matches()) {
            throw new VaultException(
                    Problem.INVALID_FILTER,
                    "Invalid $filter in the query string. It can only be \"resourceType eq 'Microsoft.KeyVault/vaults'\".");
        }
    }
}
