package io.strongroom.core.crypto.software;

import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.RSAEngine;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.signers.PSSSigner;

/// RSASSA-PSS over a finished digest (RFC 8017 §8.1.2), with MGF1 over the same hash and a salt of
/// exactly the digest's length. Bouncy Castle, because the JDK insists on hashing by itself.
final class RsaPss {
    private RsaPss() {}

    static boolean verify(RsaPublicKey key, Hash hash, byte[] digest, byte[] signature) {
        PSSSigner verifier =
                PSSSigner.createRawSigner(
                        new RSAEngine(),
                        digest(hash),
                        digest(hash),
                        hash.bytes(),
                        PSSSigner.TRAILER_IMPLICIT);
        // true: a key of ours needs no test for small factors
        verifier.init(false, new RSAKeyParameters(false, key.modulus(), key.exponent(), true));
        verifier.update(digest, 0, digest.length);
        return verifier.verifySignature(signature);
    }

    private static Digest digest(Hash hash) {
        return switch (hash) {
            case SHA_1 -> new SHA1Digest();
            case SHA_256 -> new SHA256Digest();
            case SHA_384 -> new SHA384Digest();
            case SHA_512 -> new SHA512Digest();
        };
    }
}
