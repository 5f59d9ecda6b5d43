package io.strongroom.pkcs11;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.core.state.Seal;
import io.strongroom.core.state.SealedDocument;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Intruder;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.root.Canary;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.root.ChosenKeys;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.RootRole;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/// A token with more than one seal key.
class SealKeysTest {
    private static final byte[] DOCUMENT = "a document".getBytes(UTF_8);
    private static final int SEAL_BYTES = 32;

    private final CeremonySettings token = SoftHsm.token();

    @Test
    void a_new_seal_key_seals_and_the_old_one_still_matches() {
        Canary canary;
        Seal old;
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            canary = hsm.newCanary();
            old = hsm.sealer().seal(DOCUMENT);
        }
        makeSealKey();

        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            hsm.requireCanary(canary);
            hsm.requireCanary(hsm.newCanary());
            Seal fresh = hsm.sealer().seal(DOCUMENT);

            assertThat(old.key()).isEqualTo(1);
            assertThat(fresh.key()).isEqualTo(2);
            assertThat(fresh.value()).isNotEqualTo(old.value());
            assertThat(matches(hsm, old)).isTrue();
            assertThat(matches(hsm, fresh)).isTrue();
            assertThat(matches(hsm, new Seal(1, fresh.value()))).isFalse();
            assertThat(matches(hsm, new Seal(2, old.value()))).isFalse();
        }
    }

    @Test
    void a_seal_by_a_key_that_was_made_meanwhile_matches() {
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token));
                Intruder other = new Intruder(SoftHsm.LIBRARY, token.tokenLabel())) {
            assertThat(hsm.sealer().seal(DOCUMENT).key()).isEqualTo(1);
            makeSealKey(other.session());
            Seal byOtherNode = new Seal(2, hmac(other.session(), RootRole.SEAL.label(2)));

            assertThat(matches(hsm, byOtherNode)).isTrue();
            assertThat(hsm.sealer().seal(DOCUMENT)).isEqualTo(byOtherNode);
        }
    }

    @Test
    void a_canary_of_version_1_names_no_seal_key_and_was_sealed_by_the_first() {
        Canary canary;
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            canary = asVersion1(hsm, hsm.newCanary());
        }
        makeSealKey();

        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            hsm.requireCanary(canary);
        }
    }

    @Test
    void a_canary_of_a_newer_version_says_so() {
        byte[] newer = new CanonicalBytes("canary/3").bytes(new byte[100]).toBytes();

        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(token))) {
            assertThatThrownBy(() -> hsm.requireCanary(new Canary(newer)))
                    .isInstanceOf(HsmStartException.class)
                    .hasMessageContaining("was written by a newer version of Strongroom");
        }
    }

    private static Canary asVersion1(Pkcs11Hsm hsm, Canary canary) {
        byte[] encoded = canary.encoded();
        CanonicalReader reader =
                CanonicalReader.of(
                        Arrays.copyOf(encoded, encoded.length - SEAL_BYTES), "canary", 2);
        assertThat(reader.number()).isEqualTo(1);
        byte[] content =
                new CanonicalBytes("canary/1")
                        .number(reader.number())
                        .bytes(reader.bytes())
                        .bytes(reader.bytes())
                        .bytes(reader.bytes())
                        .bytes(reader.bytes())
                        .toBytes();
        return new Canary(Mechanisms.joined(content, hsm.sealer().seal(content).value()));
    }

    private static boolean matches(Pkcs11Hsm hsm, Seal seal) {
        return hsm.sealer().matches(List.of(new SealedDocument(DOCUMENT, seal))).getFirst();
    }

    private static byte[] hmac(CryptokiSession session, String label) {
        long key = session.find(Template.of(Attribute.of(Cka.LABEL, SoftHsm.ascii(label))))[0];
        return session.sign(Mechanisms.HMAC_SHA256, key, DOCUMENT);
    }

    private void makeSealKey() {
        Cryptoki cryptoki = Cryptoki.load(SoftHsm.LIBRARY);
        cryptoki.initialize(null);
        try (Intruder user = new Intruder(SoftHsm.LIBRARY, token.tokenLabel())) {
            user.session().login(UserType.USER, SoftHsm.PIN);
            makeSealKey(user.session());
        } finally {
            cryptoki.finish();
        }
    }

    private static void makeSealKey(CryptokiSession session) {
        ChosenKeys.make(session, RootRole.SEAL, 2, UnaryOperator.identity());
    }
}
