package io.strongroom.api.data;

import io.strongroom.api.http.Requests;
import io.strongroom.core.access.Visit;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.ObjectReference;

/// A request that was admitted: a caller of the vault's tenant asks for an operation that exists,
/// in a known version of the interface.
///
/// @param address base address of the vault, as dialled
/// @param platform what the keys of the HSM are protected by
record Call(
        Exchange exchange, Visit visit, ApiVersion version, String address, HsmPlatform platform) {
    private static final int LONGEST_VERSION = 64;

    /// The name of the object.
    ///
    /// @throws io.strongroom.core.VaultException `BAD_PARAMETER` if it is malformed
    ObjectName name() {
        return exchange.match().requireName();
    }

    /// The object, and its version if the path names one.
    ///
    /// @throws io.strongroom.core.VaultException as [#name]
    ObjectReference reference() {
        String version = exchange.match().version();
        return new ObjectReference(
                name(), version == null ? null : Requests.printable(version, LONGEST_VERSION));
    }

    /// The body; it is wiped with the exchange.
    byte[] body() {
        return exchange.body();
    }
}
