package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.pkcs11.session.Lease;

/// Makes tenants' secret keys: as session objects, wrapped, sealed and destroyed at once.
final class SecretKeyMaker {
    private final VendorProfile profile;
    private final TenantKeys tenantKeys;

    SecretKeyMaker(VendorProfile profile, TenantKeys tenantKeys) {
        this.profile = profile;
        this.tenantKeys = tenantKeys;
    }

    /// Makes a secret key; the blob is as [KeyOpener] wants it.
    KeyMaterial make(Lease lease, TenantKey tenantKey, KeyHeader header, Oct spec) {
        long root = Wrapping.root(lease.roots(), header);
        byte[] wrapped =
                Wrapping.newSecret(
                        lease.session(),
                        profile.keyWrap(),
                        root,
                        Wrapping.atBirth(header, KeyTemplates.secretAtBirth(spec.bytes())));
        return new KeyMaterial.Secret(tenantKeys.seal(lease, tenantKey, header.encoded(), wrapped));
    }
}
