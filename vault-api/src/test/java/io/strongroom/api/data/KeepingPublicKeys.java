package io.strongroom.api.data;

import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SignatureAlgorithm;

/// Public-key operations that keep the arrays they get and give.
record KeepingPublicKeys(KeptBytes kept, PublicKeyOperations operations)
        implements PublicKeyOperations {
    @Override
    public boolean verify(
            PublicKeyMaterial key, SignatureAlgorithm algorithm, byte[] digest, byte[] signature) {
        kept.keep("digest", digest);
        kept.keep("signature", signature);
        return operations.verify(key, algorithm, digest, signature);
    }

    @Override
    public byte[] encrypt(PublicKeyMaterial key, RsaEncryption algorithm, byte[] plaintext) {
        kept.keep("plaintext", plaintext);
        return kept.keep("ciphertext", operations.encrypt(key, algorithm, plaintext));
    }
}
