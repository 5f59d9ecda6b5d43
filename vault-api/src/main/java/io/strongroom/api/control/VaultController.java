package io.strongroom.api.control;

import static io.strongroom.api.control.ControlVersions.KEY_VAULT;
import static io.strongroom.api.control.ResourcePath.place;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonObject;
import io.strongroom.api.operation.Exchange;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.administration.PolicyChange;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.vault.Vault;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// One vault: create, read, change, delete, and who may do what in it.
@RestController
@RequestMapping(
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.KeyVault/vaults/{vault}")
public final class VaultController {
    private final ControlPlane plane;
    private final VaultAdministration vaults;
    private final Addresses addresses;

    public VaultController(ControlPlane plane, VaultAdministration vaults, Addresses addresses) {
        this.plane = plane;
        this.vaults = vaults;
        this.addresses = addresses;
    }

    @PutMapping
    void put(
            @PathVariable String subscription,
            @PathVariable String group,
            @PathVariable String vault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Exchange exchange = new Exchange(request, response);
        plane.answer(
                exchange,
                Action.VAULT_PUT,
                KEY_VAULT,
                vault,
                visit ->
                        vaults.put(
                                visit,
                                place(subscription, group, vault),
                                VaultRequest.location(exchange.body()),
                                VaultRequest.put(exchange.body(), visit.tenant().id())),
                answer -> json(answer, exchange));
    }

    @PatchMapping
    void patch(
            @PathVariable String subscription,
            @PathVariable String group,
            @PathVariable String vault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Exchange exchange = new Exchange(request, response);
        plane.answer(
                exchange,
                Action.VAULT_PATCH,
                KEY_VAULT,
                vault,
                visit ->
                        vaults.patch(
                                visit,
                                place(subscription, group, vault),
                                VaultRequest.patch(exchange.body(), visit.tenant().id())),
                answer -> json(answer, exchange));
    }

    @GetMapping
    void get(
            @PathVariable String subscription,
            @PathVariable String group,
            @PathVariable String vault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Exchange exchange = new Exchange(request, response);
        plane.answer(
                exchange,
                Action.VAULT_GET,
                KEY_VAULT,
                vault,
                visit -> vaults.get(visit, place(subscription, group, vault)),
                answer -> json(answer, exchange));
    }

    @DeleteMapping
    void delete(
            @PathVariable String subscription,
            @PathVariable String group,
            @PathVariable String vault,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        plane.answer(
                new Exchange(request, response),
                Action.VAULT_DELETE,
                KEY_VAULT,
                vault,
                visit -> vaults.delete(visit, place(subscription, group, vault)),
                _ -> null);
    }

    @PutMapping("/accessPolicies/{change}")
    void changePolicies(
            @PathVariable String subscription,
            @PathVariable String group,
            @PathVariable String vault,
            @PathVariable String change,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Exchange exchange = new Exchange(request, response);
        plane.answer(
                exchange,
                Action.VAULT_ACCESS_POLICY_PUT,
                KEY_VAULT,
                vault,
                visit ->
                        vaults.changePolicies(
                                visit,
                                place(subscription, group, vault),
                                change(change),
                                policies(exchange.body(), visit.tenant().id())),
                AccessPoliciesJson::of);
    }

    private VaultJson json(Vault vault, Exchange exchange) {
        return VaultJson.of(vault, addresses.vaultUri(vault.name(), exchange.port()));
    }

    private static PolicyChange change(String name) {
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
