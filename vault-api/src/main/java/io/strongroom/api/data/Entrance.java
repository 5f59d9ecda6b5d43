package io.strongroom.api.data;

import io.strongroom.api.auth.Plane;
import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.VaultDoor;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.OpenVault;
import jakarta.servlet.http.HttpServletRequest;

/// Lets requests in, in Azure's order: is the vault there? who calls? is there such an operation?
/// in this version? The first request of every SDK has no token and an emptied body, and must be
/// challenged before anybody looks at the rest of it.
final class Entrance {
    private final VaultDoor door;
    private final TokenAuthentication tokens;
    private final Addresses addresses;

    Entrance(VaultDoor door, TokenAuthentication tokens, Addresses addresses) {
        this.door = door;
        this.tokens = tokens;
        this.addresses = addresses;
    }

    Call enter(Exchange exchange, Evidence evidence) {
        VaultName name = vaultName(exchange.vaultLabel());
        OpenVault vault = door.open(name, evidence);
        exchange.found(vault);
        about(exchange.route(), evidence);
        Caller caller = authenticate(exchange.request(), vault, evidence);
        requireRoute(exchange.route());
        ApiVersion version = ApiVersion.require(exchange.facts().apiVersion());
        return new Call(
                exchange,
                evidence,
                vault,
                caller,
                version,
                addresses.vault(vault.vault().name(), exchange.port()));
    }

    private static VaultName vaultName(String label) {
        return VaultName.parse(label)
                .orElseThrow(() ->
                        new VaultException(
                                Problem.VAULT_NOT_FOUND,
                                "The vault '"
                                        + Requests.printable(label, 64)
                                        + "' was not found."));
    }

    /// What is asked for stands in the record even when the request gets no further.
    private static void about(Route route, Evidence evidence) {
        ObjectName name = route.keyName();
        if (name != null) {
            VersionId version = route.versionId();
            evidence.about(
                    evidence.target()
                            .object(
                                    "keys",
                                    name.value(),
                                    version == null ? null : version.toString()));
        }
    }

    private Caller authenticate(HttpServletRequest request, OpenVault vault, Evidence evidence) {
        Caller caller =
                tokens.authenticate(
                        request.getHeader("Authorization"), Plane.DATA, vault.tenant().id());
        evidence.by(caller);
        tokens.requireTenant(caller, vault.tenant().id(), Plane.DATA);
        return caller;
    }

    private static void requireRoute(Route route) {
        switch (route.operation()) {
            case UNKNOWN ->
                    throw new VaultException(
                            Problem.NOT_FOUND, "There is no such operation in this vault.");
            case WRONG_METHOD ->
                    throw new VaultException(
                            Problem.METHOD_NOT_ALLOWED,
                            "The method is not allowed here; allowed: " + route.allowed() + ".");
            default -> {}
        }
    }
}
