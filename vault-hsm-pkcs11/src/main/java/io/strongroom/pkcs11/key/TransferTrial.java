package io.strongroom.pkcs11.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.software.EcdsaRecovery;
import io.strongroom.core.crypto.software.EcdsaRecovery.Signed;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckk;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import java.math.BigInteger;
import java.util.Arrays;

/// Finds out what a transferred key is. An RSA key shows its public half; the one of an
/// elliptic-curve key follows from two signatures; a secret key encrypts, and its length is that of
/// what wraps it.
final class TransferTrial {
    /// What AES-KWP adds to a key whose length is a multiple of 8 (RFC 5649 §3).
    private static final int KWP_BYTES = 8;

    private final Transfer transfer;
    private final VendorProfile profile;

    TransferTrial(Transfer transfer, VendorProfile profile) {
        this.transfer = transfer;
        this.profile = profile;
    }

    RsaPublicKey rsa() {
        Template shown =
                KeyTemplates.privateImported(Template.of(Attribute.of(Cka.KEY_TYPE, Ckk.RSA)));
        return transfer.use(shown, this::rsa);
    }

    private RsaPublicKey rsa(long object) {
        int bits = new BigInteger(1, session().attribute(object, Cka.MODULUS)).bitLength();
        if (!KeySpec.Rsa.fits(bits)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The modulus of the key has %d bits; it must have 2048, 3072 or 4096."
                            .formatted(bits));
        }
        return (RsaPublicKey) PublicKeys.read(session(), object, new KeySpec.Rsa(bits));
    }

    EcPublicKey ec(Curve curve) {
        byte[] zeros = new byte[curve.fieldBytes()];
        EcPublicKey unknown = new EcPublicKey(curve, zeros, zeros); // some tokens want a point
        return transfer.use(
                profile.inUse(unknown.spec(), KeyPurpose.SIGN, unknown),
                object -> ec(curve, object));
    }

    private EcPublicKey ec(Curve curve, long object) {
        byte[] parameters = session().attribute(object, Cka.EC_PARAMS);
        if (!Arrays.equals(parameters, EcEncoding.parameters(curve))) {
            throw Transfer.refused();
        }
        return EcdsaRecovery.recover(curve, signed(curve, object), signed(curve, object))
                .orElseThrow(Transfer::refused);
    }

    private Signed signed(Curve curve, long object) {
        byte[] digest = session().random(SignatureAlgorithm.of(curve).hash().bytes());
        return new Signed(digest, session().sign(Mechanisms.ECDSA, object, digest));
    }

    KeySpec.Oct oct() {
        int bits = 8 * (transfer.wrappedBytes() - KWP_BYTES);
        if (!KeySpec.Oct.fits(bits)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER, "The secret key must have 128, 192 or 256 bits.");
        }
        return transfer.use(
                profile.secretInUse(KeyPurpose.DECRYPT),
                object -> {
                    // one that is shorter, for which KWP pads, is no AES key
                    session().encrypt(new Mechanism.Plain(Ckm.AES_ECB), object, new byte[16]);
                    return new KeySpec.Oct(bits);
                });
    }

    private CryptokiSession session() {
        return transfer.session();
    }
}
