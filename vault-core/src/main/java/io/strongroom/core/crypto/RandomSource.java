package io.strongroom.core.crypto;

/// Makes random bytes inside an HSM. Calls may throw as those of [Signer].
public interface RandomSource {
    /// Most bytes of one call.
    int MAX_BYTES = 128;

    /// A call that makes random bytes. Its receiver closes them.
    ///
    /// @param bytes from 1 to [#MAX_BYTES]
    HsmCall<SecretBytes> random(int bytes);
}
