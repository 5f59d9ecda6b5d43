package io.strongroom.pkcs11;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.root.Canary;
import io.strongroom.pkcs11.root.Ceremony;
import io.strongroom.pkcs11.root.CeremonySettings;
import io.strongroom.pkcs11.root.ChosenKeys;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.RootRole;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// A start that must not happen says why in one line.
class StartTest {
    private static CeremonySettings sound;

    @BeforeAll
    static void makeToken() {
        sound = SoftHsm.token();
    }

    @Test
    void a_token_with_all_keys_is_opened_and_its_canary_recognised() {
        Canary canary;
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(sound))) {
            assertThat(hsm.health().available()).isTrue();
            canary = hsm.newCanary();
        }
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(sound))) {
            hsm.requireCanary(new Canary(canary.encoded()));
        }
    }

    @Test
    void a_module_that_is_not_there() {
        assertRefused(
                opening(Path.of("/nowhere/libhsm.so"), sound.tokenLabel(), sound.pinFile()),
                "there is no PKCS#11 module /nowhere/libhsm.so");
    }

    @Test
    void a_file_that_is_no_module() {
        Path pom = Path.of("pom.xml").toAbsolutePath();
        assertRefused(
                opening(pom, sound.tokenLabel(), sound.pinFile()),
                "cannot load the PKCS#11 module " + pom);
    }

    @Test
    void a_token_that_is_not_there() {
        assertRefused(
                opening(SoftHsm.LIBRARY, "nobody", sound.pinFile()),
                "the module has no token labelled \"nobody\"");
    }

    @Test
    void a_pin_file_that_is_not_there_or_empty() {
        Path missing = Path.of("/nowhere/pin");
        Path empty = SoftHsm.written("empty-pin", new byte[] {'\n'});

        assertRefused(
                opening(SoftHsm.LIBRARY, sound.tokenLabel(), missing),
                "the PIN file /nowhere/pin cannot be read");
        assertRefused(
                opening(SoftHsm.LIBRARY, sound.tokenLabel(), empty),
                "the PIN file " + empty + " is empty");
    }

    @Test
    void a_pin_file_that_others_may_read() throws IOException {
        Path open = SoftHsm.written("open-pin", SoftHsm.PIN);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        assertRefused(
                opening(SoftHsm.LIBRARY, sound.tokenLabel(), open),
                "the PIN file " + open + " is open to others (rw-r--r--): chmod 600 it");
    }

    @Test
    void a_wrong_pin_is_tried_once() {
        Path wrong = SoftHsm.written("wrong-pin", SoftHsm.ascii("wrong-pin-99999\n"));
        FaultyCryptoki cryptoki = new FaultyCryptoki(Cryptoki.load(SoftHsm.LIBRARY));

        assertThatThrownBy(() ->
                        Pkcs11Hsm.open(
                                opening(SoftHsm.LIBRARY, sound.tokenLabel(), wrong), cryptoki))
                .isInstanceOf(HsmStartException.class)
                .hasMessage(
                        "token \"%s\" refuses the PIN in %s; it is not tried again before a restart"
                                .formatted(sound.tokenLabel(), wrong));
        assertThat(cryptoki.logins).hasValue(1);
    }

    @Test
    void a_token_without_keys() {
        CeremonySettings empty = SoftHsm.emptyToken();

        assertRefused(
                SoftHsm.opening(empty),
                "key \"strongroom-root-prv-1\" is missing on token \"%s\": run the ceremony, or choose the token that has it"
                        .formatted(empty.tokenLabel()));
        assertThat(tokenObjects(empty)).isZero();
    }

    @Test
    void a_root_key_for_exchange_keys_that_decrypts() {
        CeremonySettings token = ChosenKeys.olderToken();
        asOfficer(
                token,
                session ->
                        ChosenKeys.make(
                                session,
                                RootRole.EXCHANGE_ROOT,
                                1,
                                template ->
                                        Template.of(Attribute.of(Cka.DECRYPT, true))
                                                .then(template.without(Cka.DECRYPT))));

        assertRefused(
                SoftHsm.opening(token),
                "key \"strongroom-root-exc-1\" on token \"%s\" has a wrong attribute: CKA_DECRYPT must be false"
                        .formatted(token.tokenLabel()));
    }

    @Test
    void a_root_key_for_exchange_keys_without_unwrap_template_does_not_protect() {
        CeremonySettings token = ChosenKeys.olderToken();
        asOfficer(
                token,
                session ->
                        ChosenKeys.make(
                                session,
                                RootRole.EXCHANGE_ROOT,
                                1,
                                template -> template.without(Cka.UNWRAP_TEMPLATE)));

        assertRefused(
                SoftHsm.opening(token),
                "token \"%s\" does not protect its keys: it unwraps an exchange key as one that decrypts"
                        .formatted(token.tokenLabel()));
    }

    @Test
    void a_root_key_that_somebody_planted_beside_the_real_one() {
        CeremonySettings token = SoftHsm.token();
        asUser(
                token,
                session ->
                        makeKeys(session, EnumSet.of(RootRole.SECRET_ROOT), StartTest::untrusted));

        assertRefused(
                SoftHsm.opening(token),
                "key \"strongroom-root-sec-1\" exists more than once on token \"%s\": one of them was planted"
                        .formatted(token.tokenLabel()));
    }

    @Test
    void a_root_key_for_private_keys_without_the_other_one() {
        CeremonySettings token = SoftHsm.emptyToken();
        asOfficer(token, session -> makeRoots(session, 1, UnaryOperator.identity()));
        asOfficer(
                token,
                session ->
                        ChosenKeys.make(
                                session, RootRole.PRIVATE_ROOT, 2, UnaryOperator.identity()));
        asUser(token, StartTest::makeOthers);

        assertRefused(
                SoftHsm.opening(token),
                "key \"strongroom-root-sec-2\" is missing on token \"%s\", which has \"strongroom-root-prv-2\""
                        .formatted(token.tokenLabel()));
    }

    @Test
    void root_keys_that_the_user_made_are_not_trusted() {
        CeremonySettings token = SoftHsm.emptyToken();
        asUser(
                token,
                session -> makeKeys(session, Set.of(RootRole.values()), StartTest::untrusted));

        assertRefused(
                SoftHsm.opening(token),
                "key \"strongroom-root-prv-1\" on token \"%s\" has a wrong attribute: CKA_TRUSTED must be true"
                        .formatted(token.tokenLabel()));
    }

    @Test
    void root_keys_that_can_be_changed() {
        assertWrongAttribute(Cka.MODIFIABLE, true, "CKA_MODIFIABLE must be false");
    }

    @Test
    void root_keys_that_can_be_destroyed() {
        assertWrongAttribute(Cka.DESTROYABLE, true, "CKA_DESTROYABLE must be false");
    }

    @Test
    void root_keys_that_decrypt() {
        assertWrongAttribute(Cka.DECRYPT, true, "CKA_DECRYPT must be false");
    }

    @Test
    void root_keys_with_more_mechanisms() {
        CeremonySettings token =
                tokenWithRoots(template ->
                        Template.of(
                                        Attribute.mechanisms(
                                                Cka.ALLOWED_MECHANISMS,
                                                Ckm.AES_KEY_WRAP_PAD,
                                                Ckm.AES_CBC_PAD))
                                .then(template.without(Cka.ALLOWED_MECHANISMS)));

        assertRefused(
                SoftHsm.opening(token),
                "key \"strongroom-root-prv-1\" on token \"%s\" has a wrong attribute: CKA_ALLOWED_MECHANISMS must be the one mechanism 0x210a"
                        .formatted(token.tokenLabel()));
    }

    @Test
    void root_keys_without_unwrap_template_do_not_protect() {
        CeremonySettings token = tokenWithRoots(template -> template.without(Cka.UNWRAP_TEMPLATE));

        assertRefused(
                SoftHsm.opening(token),
                "token \"%s\" does not protect its keys: it unwraps a key as one that can be read"
                        .formatted(token.tokenLabel()));
    }

    @Test
    void root_keys_without_wrap_template_do_not_protect() {
        CeremonySettings token = tokenWithRoots(template -> template.without(Cka.WRAP_TEMPLATE));

        assertRefused(
                SoftHsm.opening(token),
                "token \"%s\" does not protect its keys: it wraps keys that any key can wrap"
                        .formatted(token.tokenLabel()));
    }

    @Test
    void a_token_on_which_an_attack_cannot_be_tried() {
        FaultyCryptoki cryptoki = new FaultyCryptoki(Cryptoki.load(SoftHsm.LIBRARY));
        cryptoki.made = answering(Attribute.of(Cka.WRAP, true), ReturnValue.TEMPLATE_INCOMPLETE);

        assertThatThrownBy(() -> Pkcs11Hsm.open(SoftHsm.opening(sound), cryptoki))
                .isInstanceOf(HsmStartException.class)
                .hasMessage(
                        "token \"%s\" does not work: made: CKR_TEMPLATE_INCOMPLETE"
                                .formatted(sound.tokenLabel()));
    }

    @ParameterizedTest
    @EnumSource(names = {"DEVICE_ERROR", "SESSION_CLOSED", "USER_NOT_LOGGED_IN"})
    void a_token_whose_answer_to_an_attack_is_no_refusal(ReturnValue answer) {
        FaultyCryptoki cryptoki = new FaultyCryptoki(Cryptoki.load(SoftHsm.LIBRARY));
        cryptoki.made = answering(Attribute.of(Cka.SENSITIVE, false), answer);

        assertThatThrownBy(() -> Pkcs11Hsm.open(SoftHsm.opening(sound), cryptoki))
                .isInstanceOf(HsmStartException.class)
                .hasMessage(
                        "token \"%s\" did not answer whether it unwraps a key as one that can be read: made: CKR_%s"
                                .formatted(sound.tokenLabel(), answer));
    }

    @Test
    void an_unclear_answer_to_an_attack_is_a_refusal_if_the_token_still_works() {
        FaultyCryptoki cryptoki = new FaultyCryptoki(Cryptoki.load(SoftHsm.LIBRARY));
        cryptoki.made = answering(Attribute.of(Cka.SENSITIVE, false), ReturnValue.GENERAL_ERROR);

        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(sound), cryptoki)) {
            assertThat(hsm.health().available()).isTrue();
        }
    }

    @Test
    void the_canary_of_another_token() {
        Canary canary;
        try (Pkcs11Hsm hsm = Pkcs11Hsm.open(SoftHsm.opening(sound))) {
            canary = hsm.newCanary();
        }
        try (Pkcs11Hsm other = Pkcs11Hsm.open(SoftHsm.opening(SoftHsm.token()))) {
            assertThatThrownBy(() -> other.requireCanary(canary))
                    .isInstanceOf(HsmStartException.class)
                    .hasMessage(
                            "the token does not hold the keys of this installation: the seal key is another one; choose the right token or restore it");
            assertThatThrownBy(() -> other.requireCanary(new Canary(new byte[3])))
                    .isInstanceOf(HsmStartException.class);
        }
    }

    @Test
    void a_token_that_enforces_nothing_unless_it_is_asked_for() {
        CeremonySettings nss = Nss.emptyToken();
        Ceremony.perform(nss, SoftHsm.silent());
        Pkcs11Settings lesser = Nss.opening(nss);
        Pkcs11Settings strict =
                new Pkcs11Settings(
                        lesser.module(),
                        lesser.tokenLabel(),
                        lesser.pinFile(),
                        lesser.reserved(),
                        2,
                        10,
                        Duration.ofSeconds(2));

        assertThatThrownBy(() -> Pkcs11Hsm.open(strict))
                .isInstanceOf(HsmStartException.class)
                .hasMessageContaining("has a wrong attribute");
    }

    /// Answers so to each template with this attribute.
    private static Consumer<Template> answering(Attribute attribute, ReturnValue answer) {
        return template -> {
            if (template.attributes().contains(attribute)) {
                throw new CryptokiException("made", answer);
            }
        };
    }

    private static void assertWrongAttribute(long type, boolean value, String line) {
        CeremonySettings token =
                tokenWithRoots(template ->
                        Template.of(Attribute.of(type, value)).then(template.without(type)));

        assertRefused(
                SoftHsm.opening(token),
                "key \"strongroom-root-prv-1\" on token \"%s\" has a wrong attribute: %s"
                        .formatted(token.tokenLabel(), line));
    }

    private static void assertRefused(Pkcs11Settings settings, String line) {
        assertThatThrownBy(() -> Pkcs11Hsm.open(settings))
                .isInstanceOf(HsmStartException.class)
                .hasMessage(line);
    }

    private static CeremonySettings tokenWithRoots(UnaryOperator<Template> change) {
        CeremonySettings token = SoftHsm.emptyToken();
        asOfficer(token, session -> makeRoots(session, 1, change));
        asUser(token, StartTest::makeOthers);
        return token;
    }

    private static void makeRoots(
            CryptokiSession session, int version, UnaryOperator<Template> change) {
        ChosenKeys.make(session, RootRole.PRIVATE_ROOT, version, change);
        ChosenKeys.make(session, RootRole.SECRET_ROOT, version, change);
    }

    private static void makeOthers(CryptokiSession session) {
        ChosenKeys.make(session, RootRole.SEAL, 1, UnaryOperator.identity());
        ChosenKeys.make(session, RootRole.AUDIT, 1, UnaryOperator.identity());
    }

    private static void makeKeys(
            CryptokiSession session, Set<RootRole> roles, UnaryOperator<Template> change) {
        roles.forEach(role -> ChosenKeys.make(session, role, 1, change));
    }

    /// What the user can make.
    private static Template untrusted(Template template) {
        return template.without(Cka.TRUSTED);
    }

    private static int tokenObjects(CeremonySettings token) {
        int[] count = new int[1];
        asUser(
                token,
                session ->
                        count[0] = session.find(Template.of(Attribute.of(Cka.TOKEN, true))).length);
        return count[0];
    }

    private static void asUser(CeremonySettings token, Consumer<CryptokiSession> use) {
        SoftHsm.as(token, UserType.USER, use);
    }

    private static void asOfficer(CeremonySettings token, Consumer<CryptokiSession> use) {
        SoftHsm.as(token, UserType.SECURITY_OFFICER, use);
    }

    private static Pkcs11Settings opening(Path module, String label, Path pinFile) {
        return new Pkcs11Settings(module, label, pinFile, null, 2, 10, Duration.ofSeconds(2));
    }
}
