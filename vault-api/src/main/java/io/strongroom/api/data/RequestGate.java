package io.strongroom.api.data;

import io.strongroom.api.auth.BearerTokens;
import io.strongroom.api.auth.Plane;
import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.VaultDoor;
import io.strongroom.core.access.Visit;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.vault.OpenVault;
import jakarta.servlet.http.HttpServletRequest;

/// Admits requests, in Azure's order: the vault exists, the caller is known, the operation exists,
/// the api-version is known. The first request of every SDK has no token and an emptied body, and
/// is challenged before the rest of it is looked at.
final class RequestGate {
    private final VaultDoor door;
    private final TokenAuthentication tokens;
    private final Addresses addresses;
    private final HsmPlatform platform;

    RequestGate(
            VaultDoor door, TokenAuthentication tokens, Addresses addresses, HsmPlatform platform) {
        this.door = door;
        this.tokens = tokens;
        this.addresses = addresses;
        this.platform = platform;
    }

    /// @throws VaultException the refusal
    Call admit(Exchange exchange, Evidence evidence) {
        if (!Addresses.hasPort(exchange.request())) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "The 'Host' header names a port that does not exist.");
        }
        OpenVault vault = door.open(vaultName(exchange.vaultLabel()), evidence);
        exchange.found(vault);
        Visit visit = visit(exchange, vault, evidence);
        Route route = exchange.match().require();
        ApiVersion version = ApiVersion.require(exchange.facts().apiVersion());
        if (version.isBefore(route.since())) {
            throw new VaultException(
                    Problem.NOT_FOUND, "There is no such operation in this vault.");
        }
        return new Call(
                exchange,
                visit,
                version,
                addresses.vault(vault.vault().name(), exchange.port()),
                platform);
    }

    private static VaultName vaultName(String label) {
        return VaultName.parse(label)
                .orElseThrow(() ->
                        new VaultException(
                                Problem.VAULT_NOT_FOUND,
                                "The vault '%s' was not found."
                                        .formatted(Requests.printable(label, 64))));
    }

    /// Notes the requested operation, so that the record has it even if the request is refused.
    private Visit visit(Exchange exchange, OpenVault vault, Evidence evidence) {
        RouteMatch match = exchange.match();
        ObjectName name = match.objectName();
        if (name != null && match.collection() != null) {
            Visit.about(evidence, match.collection(), name, match.versionId());
        }
        return new Visit(authenticate(exchange.request(), vault, evidence), vault, evidence);
    }

    private Caller authenticate(HttpServletRequest request, OpenVault vault, Evidence evidence) {
        Caller caller =
                tokens.authenticate(
                        BearerTokens.header(request, Plane.DATA), Plane.DATA, vault.tenant().id());
        evidence.by(caller);
        tokens.requireTenant(caller, vault.tenant().id(), Plane.DATA);
        return caller;
    }
}
