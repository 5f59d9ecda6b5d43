package io.strongroom.core.key;

import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import org.jspecify.annotations.Nullable;

/// Verifies what an authority attests about an environment, such as an enclave, that asks for a
/// key.
public interface EnclaveVerifier {

    /// Verifies an attestation token against a release policy.
    ///
    /// @param nonce what the token must hold, if it holds one; null for no requirement
    /// @throws io.strongroom.core.VaultException `SERVICE_UNAVAILABLE` if the authority's keys
    ///   cannot be read
    Verdict verify(ReleasePolicy policy, String token, @Nullable String nonce);

    /// What came of it.
    sealed interface Verdict {
        /// The environment may have the key.
        ///
        /// @param authority that attested it
        /// @param keyId name of the environment's key; empty if it has none
        /// @param publicKey of the environment
        record Attested(String authority, String keyId, RsaPublicKey publicKey)
                implements Verdict {}

        /// It may not. The reason is for the log only.
        record Refused(String reason) implements Verdict {}
    }
}
