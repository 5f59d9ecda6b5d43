package io.strongroom.pkcs11.session;

import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// Handles of the keys that the ceremony made, in one epoch.
///
/// @param byRole by role and version; there is at least one version of each that is not optional
public record RootKeys(Map<RootRole, NavigableMap<Integer, Long>> byRole) {

    /// Finds the keys by their labels.
    ///
    /// @throws HsmStartException if one is missing or exists twice
    public static RootKeys find(CryptokiSession session, String tokenLabel) {
        RootKeys found = search(session, tokenLabel);
        for (RootRole role : RootRole.values()) {
            if (found.of(role).isEmpty() && !role.isOptional()) {
                throw new HsmStartException(
                        "key \"%s\" is missing on token \"%s\": run the ceremony, or choose the token that has it"
                                .formatted(role.label(1), tokenLabel));
            }
        }
        found.requirePairs(tokenLabel);
        return found;
    }

    /// Finds the keys that exist.
    ///
    /// @throws HsmStartException if a key exists twice
    public static RootKeys search(CryptokiSession session, String tokenLabel) {
        Map<RootRole, NavigableMap<Integer, Long>> byRole = new EnumMap<>(RootRole.class);
        for (RootRole role : RootRole.values()) {
            byRole.put(role, search(session, role, tokenLabel));
        }
        return new RootKeys(byRole);
    }

    /// The version that wraps new keys.
    public int version() {
        return of(RootRole.PRIVATE_ROOT).lastKey();
    }

    /// The root key for private keys, if this token has that version.
    public Optional<Long> privateRoot(int version) {
        return Optional.ofNullable(of(RootRole.PRIVATE_ROOT).get(version));
    }

    /// The root key for secret keys, if this token has that version.
    public Optional<Long> secretRoot(int version) {
        return Optional.ofNullable(of(RootRole.SECRET_ROOT).get(version));
    }

    /// The root key for exchange keys, if this token has that version.
    public Optional<Long> exchangeRoot(int version) {
        return Optional.ofNullable(of(RootRole.EXCHANGE_ROOT).get(version));
    }

    /// The root key for keys that are made to be released, if this token has that version.
    public Optional<Long> releaseRoot(int version) {
        return Optional.ofNullable(of(RootRole.RELEASE_ROOT).get(version));
    }

    /// The key that signs what is released: the newest, if there is one.
    public Optional<Long> releaseSigner() {
        return Optional.ofNullable(of(RootRole.RELEASE_SIGNER).lastEntry())
                .map(Map.Entry::getValue);
    }

    /// The number of the key that seals documents now: the newest.
    public int sealVersion() {
        return of(RootRole.SEAL).lastKey();
    }

    /// A key that seals documents, if this token has that version.
    public Optional<Long> seal(int version) {
        return Optional.ofNullable(of(RootRole.SEAL).get(version));
    }

    /// A cheap round trip that needs the device, a root key and the login.
    void probe(CryptokiSession session) {
        session.attribute(of(RootRole.PRIVATE_ROOT).lastEntry().getValue(), Cka.CLASS);
        session.sign(
                new Mechanism.Plain(Ckm.SHA256_HMAC),
                seal(sealVersion()).orElseThrow(),
                session.random(8));
    }

    /// Handles by version.
    public NavigableMap<Integer, Long> of(RootRole role) {
        return byRole.getOrDefault(role, Collections.emptyNavigableMap());
    }

    private void requirePairs(String tokenLabel) {
        for (RootRole role : new RootRole[] {RootRole.PRIVATE_ROOT, RootRole.SECRET_ROOT}) {
            RootRole other =
                    role == RootRole.PRIVATE_ROOT ? RootRole.SECRET_ROOT : RootRole.PRIVATE_ROOT;
            for (int version : of(role).keySet()) {
                if (!of(other).containsKey(version)) {
                    throw new HsmStartException(
                            "key \"%s\" is missing on token \"%s\", which has \"%s\""
                                    .formatted(
                                            other.label(version), tokenLabel, role.label(version)));
                }
            }
        }
    }

    private static NavigableMap<Integer, Long> search(
            CryptokiSession session, RootRole role, String tokenLabel) {
        TreeMap<Integer, Long> versions = new TreeMap<>();
        Template all =
                Template.of(
                        Attribute.of(Cka.CLASS, role.objectClass()), Attribute.of(Cka.TOKEN, true));
        for (long object : session.find(all)) {
            byte[] label = session.attribute(object, Cka.LABEL);
            int version = role.versionOf(new String(label, StandardCharsets.UTF_8));
            if (version > 0 && versions.put(version, object) != null) {
                throw new HsmStartException(
                        "key \"%s\" exists more than once on token \"%s\": one of them was planted"
                                .formatted(role.label(version), tokenLabel));
            }
        }
        return Collections.unmodifiableNavigableMap(versions);
    }
}
