package io.strongroom.pkcs11.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.core.crypto.TransferredKey.Family;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckk;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.session.Lease;
import java.util.function.Function;

/// Brings keys of callers into the token that only the token unwraps: as session objects that can
/// only be wrapped, as imported keys are. Each is unwrapped for a trial first, which shows what it
/// is.
final class TransferImporter {
    private final VendorProfile profile;
    private final KeyOpener opener;
    private final KeyImporter importer;

    TransferImporter(VendorProfile profile, KeyOpener opener, KeyImporter importer) {
        this.profile = profile;
        this.opener = opener;
        this.importer = importer;
    }

    /// Brings a key in; the blob is as [KeyOpener] wants it.
    ///
    /// @throws VaultException `BAD_PARAMETER` if it does not unwrap, or is not of its family
    WrappedKey bring(
            Lease lease,
            TenantKey tenantKey,
            TransferredKey key,
            Function<KeySpec, KeyHeader> headers) {
        long exchangeKey = opener.open(lease, key.exchangeKey(), KeyPurpose.IMPORT);
        try {
            Transfer transfer = new Transfer(lease, profile, exchangeKey, key);
            Known known = known(new TransferTrial(transfer, profile), key.family());
            KeyHeader header = headers.apply(known.spec());
            long object = transfer.unwrap(known.birth());
            return new WrappedKey(
                    header,
                    importer.keep(lease, tenantKey, header, object, known.material()),
                    tenantKey);
        } finally {
            lease.destroy(exchangeKey);
        }
    }

    /// What a trial found out.
    ///
    /// @param birth the template of an object that can only be wrapped
    private record Known(KeySpec spec, Template birth, Function<byte[], KeyMaterial> material) {}

    private Known known(TransferTrial trial, Family family) {
        return switch (family) {
            case Family.Rsa _ -> {
                var publicKey = trial.rsa();
                Template type = Template.of(Attribute.of(Cka.KEY_TYPE, Ckk.RSA));
                yield new Known(
                        publicKey.spec(),
                        KeyTemplates.privateImported(type),
                        KeyImporter.paired(publicKey));
            }
            case Family.Ec(Curve curve) -> {
                requireSupported(curve);
                var publicKey = trial.ec(curve);
                Template type = Template.of(Attribute.of(Cka.KEY_TYPE, Ckk.EC));
                yield new Known(
                        publicKey.spec(),
                        KeyTemplates.privateImported(type.then(profile.point(publicKey))),
                        KeyImporter.paired(publicKey));
            }
            case Family.Oct _ ->
                    new Known(
                            trial.oct(), KeyTemplates.secretTransferred(), KeyMaterial.Secret::new);
        };
    }

    private void requireSupported(Curve curve) {
        if (!profile.curves().contains(curve)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The HSM of this vault does not support keys on curve %s."
                            .formatted(curve.jwaName()));
        }
    }
}
