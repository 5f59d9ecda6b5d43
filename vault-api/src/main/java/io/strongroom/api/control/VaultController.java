package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.KEY_VAULT;
import static io.strongroom.api.control.ResourcePath.place;

import io.strongroom.api.arm.ControlExchange;
import io.strongroom.api.arm.Recorded;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonObject;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.administration.PolicyChange;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.Vault;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// One vault: create, read, change, delete, and its access policies.
@RestController
@RequestMapping(
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}")
public final class VaultController {
    /// A vault with 1,024 access policies, each with the longest ids and every permission, and
    /// indented, as some tools write it.
    private static final int MAX_BODY = 2 * 1024 * 1024;

    private final ControlPlane plane;
    private final VaultAdministration vaults;
    private final Addresses addresses;
    private final LegacyAlgorithms legacy;

    /// @param legacy the legacy algorithms of vaults that do not name any
    public VaultController(
            ControlPlane plane,
            VaultAdministration vaults,
            Addresses addresses,
            LegacyAlgorithms legacy) {
        this.plane = plane;
        this.vaults = vaults;
        this.addresses = addresses;
        this.legacy = legacy;
    }

    @PutMapping
    @Recorded(value = Action.VAULT_PUT, right = Right.VAULTS_WRITE, maxBody = MAX_BODY)
    void put(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                KEY_VAULT,
                visit ->
                        vaults.put(
                                visit,
                                place(exchange),
                                VaultRequest.location(exchange.body()),
                                VaultRequest.put(exchange.body(), visit.tenant().id())),
                json(exchange));
    }

    @PatchMapping
    @Recorded(value = Action.VAULT_PATCH, right = Right.VAULTS_WRITE, maxBody = MAX_BODY)
    void patch(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                KEY_VAULT,
                visit ->
                        vaults.patch(
                                visit,
                                place(exchange),
                                VaultRequest.patch(exchange.body(), visit.tenant().id())),
                json(exchange));
    }

    @GetMapping
    @Recorded(value = Action.VAULT_GET, right = Right.VAULTS_READ)
    void get(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange, KEY_VAULT, visit -> vaults.get(visit, place(exchange)), json(exchange));
    }

    @DeleteMapping
    @Recorded(value = Action.VAULT_DELETE, right = Right.VAULTS_DELETE)
    void delete(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange, KEY_VAULT, visit -> vaults.delete(visit, place(exchange)), _ -> null);
    }

    @PutMapping("/accessPolicies/{change}")
    @Recorded(
            value = Action.VAULT_ACCESS_POLICY_PUT,
            right = Right.VAULTS_ACCESS_POLICIES_WRITE,
            maxBody = MAX_BODY)
    void changePolicies(ControlExchange exchange) throws IOException {
        plane.answer(
                exchange,
                KEY_VAULT,
                visit ->
                        vaults.changePolicies(
                                visit,
                                place(exchange),
                                change(exchange),
                                policies(exchange.body(), visit.tenant().id())),
                AccessPoliciesJson::of);
    }

    private Function<Vault, @Nullable Object> json(ControlExchange exchange) {
        return vault ->
                VaultJson.of(vault, addresses.vaultUri(vault.name(), exchange.port()), legacy);
    }

    private static PolicyChange change(ControlExchange exchange) {
        String name = ResourcePath.variable(exchange, "change");
        return Arrays.stream(PolicyChange.values())
                .filter(change -> change.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() ->
                        new VaultException(
                                Problem.RESOURCE_NOT_FOUND,
                                "Access policies are changed by 'add', 'replace' or 'remove'."));
    }

    private static List<AccessPolicy> policies(JsonObject body, TenantId tenant) {
        JsonObject properties = Invalid.required(body.object("properties"), "properties");
        return Invalid.required(
                VaultRequest.accessPolicies(properties, tenant), "properties.accessPolicies");
    }
}
