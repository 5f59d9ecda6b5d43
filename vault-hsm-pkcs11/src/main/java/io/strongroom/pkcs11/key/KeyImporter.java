package io.strongroom.pkcs11.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckk;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.session.Lease;
import java.util.function.Function;

/// Brings keys of callers into the token: as session objects that can only be wrapped, wrapped,
/// sealed and destroyed at once, as new keys are. A key pair is then opened and tried.
final class KeyImporter {
    /// A signature is a Fermat test of both primes with a random base.
    private static final int SIGNATURES = 3;

    private final VendorProfile profile;
    private final TenantKeys tenantKeys;
    private final KeyOpener opener;
    private final PublicKeyOperations publicKeys;

    KeyImporter(
            VendorProfile profile,
            TenantKeys tenantKeys,
            KeyOpener opener,
            PublicKeyOperations publicKeys) {
        this.profile = profile;
        this.tenantKeys = tenantKeys;
        this.opener = opener;
        this.publicKeys = publicKeys;
    }

    /// Brings a key in; the blob is as [KeyOpener] wants it.
    ///
    /// @throws VaultException `BAD_PARAMETER` if its halves do not belong together
    KeyMaterial bring(Lease lease, TenantKey tenantKey, KeyHeader header, ImportedKey key) {
        Function<byte[], KeyMaterial> material =
                switch (key) {
                    case ImportedKey.RsaPair pair -> paired(pair.publicKey());
                    case ImportedKey.EcPair pair -> paired(pair.publicKey());
                    case ImportedKey.Secret _ -> KeyMaterial.Secret::new;
                };
        return keep(lease, tenantKey, header, created(lease, header, key), material);
    }

    /// The material of a key with this public half.
    static Function<byte[], KeyMaterial> paired(PublicKeyMaterial publicKey) {
        return blob -> new KeyMaterial.Pair(publicKey, blob);
    }

    /// Wraps an object, which ends with that, seals it, and tries what is stored then.
    ///
    /// @param material what a blob is stored as
    /// @throws VaultException `BAD_PARAMETER` if its halves do not belong together
    KeyMaterial keep(
            Lease lease,
            TenantKey tenantKey,
            KeyHeader header,
            long object,
            Function<byte[], KeyMaterial> material) {
        byte[] wrapped = wrapped(lease, header, object);
        byte[] blob = tenantKeys.seal(lease, tenantKey, header.encoded(), wrapped);
        KeyMaterial kept = material.apply(blob);
        requireWorks(lease, new WrappedKey(header, kept, tenantKey));
        return kept;
    }

    private byte[] wrapped(Lease lease, KeyHeader header, long object) {
        CryptokiSession session = lease.session();
        try {
            return session.wrap(profile.keyWrap(), Wrapping.root(lease.roots(), header), object);
        } finally {
            Wrapping.destroy(session, object);
        }
    }

    private long created(Lease lease, KeyHeader header, ImportedKey key) {
        try {
            return lease.session().create(Wrapping.atBirth(header, template(key)));
        } catch (CryptokiException e) {
            throw blamed(lease, e, mismatch());
        }
    }

    private Template template(ImportedKey key) {
        return switch (key) {
            case ImportedKey.RsaPair pair -> KeyTemplates.privateImported(parts(pair));
            case ImportedKey.EcPair pair -> KeyTemplates.privateImported(parts(pair));
            case ImportedKey.Secret secret -> KeyTemplates.secretImported(secret.k());
        };
    }

    private static Template parts(ImportedKey.RsaPair key) {
        return Template.of(
                Attribute.of(Cka.KEY_TYPE, Ckk.RSA),
                Attribute.of(Cka.MODULUS, PublicKeys.unsigned(key.publicKey().modulus())),
                Attribute.of(Cka.PUBLIC_EXPONENT, PublicKeys.unsigned(key.publicKey().exponent())),
                Attribute.secret(Cka.PRIVATE_EXPONENT, key.d()),
                Attribute.secret(Cka.PRIME_1, key.p()),
                Attribute.secret(Cka.PRIME_2, key.q()),
                Attribute.secret(Cka.EXPONENT_1, key.dp()),
                Attribute.secret(Cka.EXPONENT_2, key.dq()),
                Attribute.secret(Cka.COEFFICIENT, key.qi()));
    }

    private Template parts(ImportedKey.EcPair key) {
        EcPublicKey publicKey = key.publicKey();
        return Template.of(
                        Attribute.of(Cka.KEY_TYPE, Ckk.EC),
                        Attribute.of(Cka.EC_PARAMS, EcEncoding.parameters(publicKey.curve())),
                        Attribute.secret(Cka.VALUE, key.d()))
                .then(profile.point(publicKey));
    }

    /// Requires that the stored key opens, and that a key pair signs as its public half says.
    private void requireWorks(Lease lease, WrappedKey key) {
        try {
            long handle = opener.open(lease, key, KeyPurpose.SIGN);
            try {
                if (!works(lease.session(), handle, key)) {
                    throw mismatch();
                }
            } finally {
                lease.destroy(handle);
            }
        } catch (VaultException.Integrity _) {
            throw mismatch();
        } catch (CryptokiException e) {
            throw blamed(lease, e, mismatch());
        }
    }

    private boolean works(CryptokiSession session, long handle, WrappedKey key) {
        return switch (key.material()) {
            case KeyMaterial.Pair(RsaPublicKey publicKey, _) -> signs(session, handle, publicKey);
            case KeyMaterial.Pair(EcPublicKey _, _) -> true; // it has signed when it was opened
            case KeyMaterial.Secret _ -> true;
        };
    }

    private boolean signs(CryptokiSession session, long handle, PublicKeyMaterial publicKey) {
        for (int i = 0; i < SIGNATURES; i++) {
            SignatureAlgorithm algorithm = SignatureAlgorithm.PS512;
            byte[] digest = session.random(algorithm.hash().bytes());
            byte[] signature = session.sign(Mechanisms.of(algorithm), handle, digest);
            if (!publicKeys.verify(publicKey, algorithm, digest, signature)) {
                return false;
            }
        }
        return true;
    }

    /// What an error of the token means while a key of a caller is tried. NSS answers
    /// `CKR_DEVICE_ERROR` to a key whose parts do not fit: that is the caller's fault as long as
    /// the device answers, or callers could make it be recovered again and again.
    ///
    /// @param fault what to say if it is the caller's fault
    static RuntimeException blamed(Lease lease, CryptokiException refusal, VaultException fault) {
        return switch (refusal.kind()) {
            case REQUEST -> fault;
            case UNCLEAR, DEVICE_LOST -> lease.answers() ? fault : refusal;
            case KEY_LOST, SESSION_LOST, NO_SESSION, LOGIN_LOST, PIN -> refusal;
        };
    }

    private static VaultException mismatch() {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "The private part of the key does not belong to its public part.");
    }
}
