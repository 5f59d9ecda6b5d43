package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeyMaker;
import io.strongroom.core.crypto.KeySpec;
import java.util.List;

/// Exchange keys (Azure's key exchange keys, KEK): RSA keys of the HSM that unwrap keys of callers
/// there, and do nothing else.
final class ExchangeKeys {
    private ExchangeKeys() {}

    /// Requires that an exchange key can be made as it is asked for.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    static void requirePossible(NewKeyRequest request, KeyMaker maker) {
        if (!List.of(KeyOperation.IMPORT).equals(request.attributes().operations())) {
            throw invalid("Key operation 'import' cannot be combined with other operations.");
        }
        if (!(request.spec() instanceof KeySpec.Rsa) || request.protection() != Protection.HSM) {
            throw invalid("Key operation 'import' requires key type RSA-HSM.");
        }
        requireSupported(maker);
    }

    /// Requires that the HSM unwraps keys of callers.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    static void requireSupported(KeyMaker maker) {
        if (!maker.supportsTransfer()) {
            throw invalid("The HSM of this vault does not unwrap keys of callers.");
        }
    }

    static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }
}
