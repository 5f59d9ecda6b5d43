package io.strongroom.core.crypto;

/// Signs with stored keys.
///
/// Calls may throw `VaultException.Busy` (no capacity, try again), a `VaultException` about
/// `SERVICE_UNAVAILABLE` (the HSM does not answer) and `VaultException.Integrity` (the key is not
/// what was stored).
public interface Signer {

    /// A call that signs a digest. The signature is as in RFC 7518 §3: for RSA as long as the
    /// modulus, for ECDSA `r || s`, for HMAC as long as the hash.
    ///
    /// @param digest exactly as long as the algorithm's hash
    HsmCall<byte[]> signing(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest);

    /// Whether a key of this specification, which the algorithm fits, can sign with it.
    boolean supports(SignatureAlgorithm algorithm, KeySpec spec);
}
