package io.strongroom.api.data;

import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.AccessControl;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.permission.KeyPermission;
import io.strongroom.core.vault.OpenVault;
import org.jspecify.annotations.Nullable;

/// A request that was let in: a caller of the vault's tenant asks for something that exists, in a
/// version of the interface that is known.
///
/// @param address base address of the vault, as dialled
record Call(
        Exchange exchange,
        Evidence evidence,
        OpenVault vault,
        Caller caller,
        ApiVersion version,
        String address) {

    /// The name of the key.
    ///
    /// @throws VaultException when it is no name
    ObjectName name() {
        ObjectName name = exchange.route().keyName();
        if (name == null) {
            String sent = exchange.route().name();
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The request URI contains an invalid name: "
                            + Requests.printable(sent == null ? "" : sent, 256));
        }
        return name;
    }

    /// The key, and its version when the path names one.
    ///
    /// @throws VaultException when the version is none that could exist
    ObjectReference reference() {
        ObjectName name = name();
        Route route = exchange.route();
        if (route.version() != null && route.versionId() == null) {
            requirePermission(route.operation().permission());
            throw new VaultException(
                    Problem.KEY_NOT_FOUND,
                    "A key with (name/id) "
                            + name
                            + "/"
                            + Requests.printable(route.version(), 64)
                            + " was not found in this key vault. If you recently deleted this key you may be able to recover it using the correct recovery command. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125182");
        }
        return new ObjectReference(name, route.versionId());
    }

    private void requirePermission(@Nullable KeyPermission permission) {
        if (permission != null) {
            AccessControl.require(caller, vault, permission);
        }
    }
}
