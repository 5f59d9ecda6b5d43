package io.strongroom.pkcs11.root;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.cryptoki.UserType;
import io.strongroom.pkcs11.key.KeyTemplates;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.key.PublicKeys;
import io.strongroom.pkcs11.probe.TokenProbe;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.PinFile;
import io.strongroom.pkcs11.session.Pkcs11Module;
import io.strongroom.pkcs11.session.RootKeys;
import io.strongroom.pkcs11.session.RootRole;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import java.util.function.Supplier;

/// Generates the root keys, the seal key, the audit key and the keys for release of an
/// installation, on a token that has none of them. On a token of an older ceremony, it generates
/// the keys that this one did not know. Nothing else generates such keys. The process must not be
/// using the module.
///
/// The security officer makes the root keys, since only that makes them trusted; the user makes the
/// seal and the audit key, since the officer could not make them private.
public final class Ceremony {
    private static final int FIRST = 1;
    private static final Set<RootRole> ALL = EnumSet.allOf(RootRole.class);
    private static final Ec AUDIT_SPEC = new Ec(Curve.P_256);
    private static final Rsa SIGNER_SPEC = new Rsa(3072);

    private final CeremonySettings settings;
    private final PrintStream out;
    private final CryptokiSession session;

    private Ceremony(CeremonySettings settings, PrintStream out, CryptokiSession session) {
        this.settings = settings;
        this.out = out;
        this.session = session;
    }

    /// Generates the keys and prints them.
    ///
    /// @throws HsmStartException if they exist already, or the token lacks what they need
    public static void perform(CeremonySettings settings, PrintStream out) {
        CeremonyModule.use(
                settings,
                "the ceremony on token \"%s\" failed: %s",
                cryptoki -> perform(settings, out, cryptoki));
    }

    private static boolean perform(CeremonySettings settings, PrintStream out, Cryptoki cryptoki) {
        long slot = Pkcs11Module.find(cryptoki, settings.tokenLabel()).slot();
        CryptokiSession session = cryptoki.openSession(slot);
        try {
            new Ceremony(settings, out, session).perform();
        } finally {
            session.close();
        }
        return true;
    }

    private void perform() {
        out.printf("Ceremony on token \"%s\"%n%n", settings.tokenLabel());
        Plan plan = as(UserType.USER, this::prepare);
        if (settings.policy() == TokenPolicy.ENFORCED) {
            as(UserType.SECURITY_OFFICER, () -> make(true, plan));
        }
        as(UserType.USER, () -> make(false, plan));
        RootKeys made = as(UserType.USER, () -> checked(plan.keyWrap()));
        if (!plan.roles().equals(ALL)) {
            out.printf("%nChecked. Back the token up, and restart the service.%n");
        } else {
            printNextSteps(made);
        }
    }

    /// What will be made.
    ///
    /// @param version of all keys
    /// @param keyWrap the token's mechanism for AES-KWP
    private record Plan(Set<RootRole> roles, int version, Mechanism keyWrap) {}

    /// Checks that the token has none of the keys yet, or all that an older ceremony made.
    private Plan prepare() {
        RootKeys existing = RootKeys.search(session, settings.tokenLabel());
        Set<RootRole> missing = EnumSet.copyOf(ALL);
        missing.removeIf(role -> !existing.of(role).isEmpty());
        if (!missing.isEmpty() && missing.stream().allMatch(RootRole::isOptional)) {
            return new Plan(missing, existing.version(), keyWrap());
        }
        for (RootRole role : ALL) {
            for (int version : existing.of(role).keySet()) {
                throw new HsmStartException(
                        "key \"%s\" exists already on token \"%s\"; the ceremony changes nothing"
                                .formatted(role.label(version), settings.tokenLabel()));
            }
        }
        return new Plan(ALL, FIRST, keyWrap());
    }

    private Mechanism keyWrap() {
        long key = session.generateKey(Mechanisms.AES_KEY, KeyTemplates.wrappingKeyOfUser());
        try {
            return TokenProbe.keyWrap(session, key, key);
        } finally {
            session.destroy(key);
        }
    }

    /// Makes the keys that the security officer makes, or the others.
    private boolean make(boolean byOfficer, Plan plan) {
        for (RootRole role : plan.roles()) {
            if (RootTemplates.madeByOfficer(role, settings.policy()) == byOfficer) {
                make(role, plan);
                out.printf(
                        "made  %-24s %s%n",
                        role.label(plan.version()), byOfficer ? "as security officer" : "as user");
            }
        }
        return true;
    }

    private void make(RootRole role, Plan plan) {
        byte[] name = role.label(plan.version()).getBytes(StandardCharsets.UTF_8);
        Template label = Template.of(Attribute.of(Cka.LABEL, name));
        Template template =
                label.then(RootTemplates.of(role, settings.policy(), plan.keyWrap().type()));
        switch (role) {
            case PRIVATE_ROOT, SECRET_ROOT, EXCHANGE_ROOT, RELEASE_ROOT ->
                    session.generateKey(Mechanisms.AES_KEY, template.without(Cka.KEY_TYPE));
            case SEAL ->
                    session.generateKey(Mechanisms.GENERIC_SECRET, template.without(Cka.KEY_TYPE));
            case AUDIT -> makeAudit(label, template);
            case RELEASE_SIGNER -> makePair(Mechanisms.RSA_KEY_PAIR, SIGNER_SPEC, label, template);
        }
    }

    /// The public half stays on the token beside the private one.
    private void makeAudit(Template label, Template template) {
        long publicKey = makePair(Mechanisms.EC_KEY_PAIR, AUDIT_SPEC, label, template);
        EcPublicKey audit = (EcPublicKey) PublicKeys.read(session, publicKey, AUDIT_SPEC);
        out.printf(
                "      %s, public key (P-256, uncompressed point):%n      04%s%s%n",
                RootRole.AUDIT.label(FIRST),
                HexFormat.of().formatHex(audit.x()),
                HexFormat.of().formatHex(audit.y()));
    }

    /// Makes a key pair that stays on the token.
    ///
    /// @return the public half
    private long makePair(Mechanism mechanism, KeySpec spec, Template label, Template template) {
        Template publicHalf =
                Template.of(
                                Attribute.of(Cka.TOKEN, true),
                                Attribute.of(Cka.PRIVATE, false),
                                Attribute.of(Cka.VERIFY, true))
                        .then(KeyTemplates.parameters(spec))
                        .then(label);
        return session.generateKeyPair(mechanism, publicHalf, template.without(Cka.KEY_TYPE))
                .publicKey();
    }

    private RootKeys checked(Mechanism keyWrap) {
        RootKeys roots = RootKeys.find(session, settings.tokenLabel());
        new RootAttributes(session, roots, settings.tokenLabel())
                .require(settings.policy(), keyWrap.type());
        switch (settings.policy()) {
            case ENFORCED -> {
                TokenProbe probe = new TokenProbe(session, roots);
                probe.requirePolicy(
                        settings.tokenLabel(), probe.profile(new SoftwarePublicKeyOperations()));
            }
            case UNENFORCED_FOR_TESTS ->
                    out.printf("NOT SAFE: this token enforces nothing. For tests only.%n");
        }
        return roots;
    }

    private void printNextSteps(RootKeys made) {
        out.printf(
                """

                Checked: attributes as asked for, %d keys, root version %d.

                Next:
                1. Write the audit public key above into the minutes and hand it to the security officers.
                2. Back the token up with the vendor's tools. Without the root keys every stored key is lost.
                3. Lock the security officer's PIN away and delete its file; the service never needs it.
                4. Start the service with this token and the user's PIN file.
                """,
                RootRole.values().length, made.version());
    }

    private <R> R as(UserType user, Supplier<R> action) {
        PinFile pin =
                new PinFile(
                        switch (user) {
                            case SECURITY_OFFICER -> settings.soPinFile();
                            case USER -> settings.pinFile();
                        });
        pin.requirePrivate().use(bytes -> session.login(user, bytes));
        try {
            return action.get();
        } finally {
            session.logout();
        }
    }
}
