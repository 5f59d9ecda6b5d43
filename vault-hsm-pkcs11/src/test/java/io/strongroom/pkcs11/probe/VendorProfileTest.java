package io.strongroom.pkcs11.probe;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.pkcs11.Nss;
import io.strongroom.pkcs11.SoftHsm;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.key.RsaRoute;
import io.strongroom.pkcs11.key.TransferRoute;
import io.strongroom.pkcs11.key.VendorProfile;
import io.strongroom.pkcs11.root.Ceremony;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.session.Pkcs11Module;
import io.strongroom.pkcs11.session.RootKeys;
import java.util.EnumSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What trying finds out about the tokens at hand.
class VendorProfileTest {

    @Test
    void softhsm_has_another_number_for_kwp_and_no_oaep_but_sha1() {
        VendorProfile profile = probed(SoftHsm.token(), SoftHsm.PIN);

        assertThat(profile.keyWrap().type()).isEqualTo(Ckm.AES_KEY_WRAP_PAD);
        assertThat(profile.rsa())
                .isEqualTo(
                        Map.of(
                                RsaEncryption.RSA_OAEP, RsaRoute.NATIVE,
                                RsaEncryption.RSA_OAEP_256, RsaRoute.RAW,
                                RsaEncryption.RSA1_5, RsaRoute.RAW));
        assertThat(profile.curves()).containsExactlyInAnyOrder(Curve.values());
        assertThat(profile.macs()).isEqualTo(Map.of(SignatureAlgorithm.HS256, 256));
        assertThat(profile.transfer()).isEqualTo(TransferRoute.TWO_STEPS);
        assertThat(profile.releases()).containsExactly(ReleaseWrapping.CKM_RSA_AES_KEY_WRAP);
        assertThat(profile.pointAtUnwrap()).isFalse();
    }

    @Test
    void nss_has_the_standards_kwp_and_all_oaep_and_wants_points() {
        CeremonySettings token = Nss.emptyToken();
        Ceremony.perform(token, SoftHsm.silent());

        VendorProfile profile = probed(token, Nss.pin());

        assertThat(profile.keyWrap().type()).isEqualTo(Ckm.AES_KEY_WRAP_KWP);
        assertThat(profile.rsa())
                .isEqualTo(
                        Map.of(
                                RsaEncryption.RSA_OAEP, RsaRoute.NATIVE,
                                RsaEncryption.RSA_OAEP_256, RsaRoute.NATIVE,
                                RsaEncryption.RSA1_5, RsaRoute.RAW));
        assertThat(profile.curves()).isEqualTo(EnumSet.complementOf(EnumSet.of(Curve.P_256K)));
        assertThat(profile.macs())
                .isEqualTo(
                        Map.of(
                                SignatureAlgorithm.HS256, 128,
                                SignatureAlgorithm.HS384, 128,
                                SignatureAlgorithm.HS512, 128));
        assertThat(profile.transfer()).isEqualTo(TransferRoute.TWO_STEPS);
        assertThat(profile.releases()).containsExactlyInAnyOrder(ReleaseWrapping.values());
        assertThat(profile.pointAtUnwrap()).isTrue();
    }

    private static VendorProfile probed(CeremonySettings token, byte[] pin) {
        Cryptoki cryptoki = Cryptoki.load(token.module());
        cryptoki.initialize(token.reserved());
        try {
            long slot = Pkcs11Module.find(cryptoki, token.tokenLabel()).slot();
            CryptokiSession session = cryptoki.openSession(slot);
            session.login(UserType.USER, pin);
            RootKeys roots = RootKeys.find(session, token.tokenLabel());
            return new ProfileProbe(session, roots, new SoftwarePublicKeyOperations()).probe();
        } finally {
            cryptoki.finish();
        }
    }
}
