package io.strongroom.pkcs11.root;

import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Attribute.Value;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.ErrorKind;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.RootKeys;
import io.strongroom.pkcs11.session.RootRole;

/// Checks that the keys of the ceremony have the attributes they were made with.
final class RootAttributes {
    private final CryptokiSession session;
    private final RootKeys roots;
    private final String tokenLabel;

    RootAttributes(CryptokiSession session, RootKeys roots, String tokenLabel) {
        this.session = session;
        this.roots = roots;
        this.tokenLabel = tokenLabel;
    }

    /// Checks everything that can be read back; nested templates cannot be, so the policy probe
    /// tries them.
    ///
    /// @throws HsmStartException for the first one that is wrong
    void require(TokenPolicy policy, long keyWrap) {
        for (RootRole role : RootRole.values()) {
            require(role, RootTemplates.of(role, policy, keyWrap));
        }
    }

    /// The same while it is not known yet which mechanism is AES-KWP.
    void requireButMechanisms(TokenPolicy policy) {
        for (RootRole role : RootRole.values()) {
            require(role, RootTemplates.of(role, policy, 0).without(Cka.ALLOWED_MECHANISMS));
        }
    }

    private void require(RootRole role, Template template) {
        roots.of(role)
                .forEach((version, object) -> {
                    for (Attribute attribute : template.attributes()) {
                        if (!(attribute.value() instanceof Value.Nested)) {
                            require(role.label(version), object, attribute);
                        }
                    }
                });
    }

    private void require(String label, long object, Attribute attribute) {
        if (!holds(object, attribute)) {
            throw new HsmStartException(
                    "key \"%s\" on token \"%s\" has a wrong attribute: %s must be %s"
                            .formatted(
                                    label,
                                    tokenLabel,
                                    Cka.name(attribute.type()),
                                    described(attribute.value())));
        }
    }

    private boolean holds(long object, Attribute attribute) {
        try {
            return attribute.holds(session.attribute(object, attribute.type()));
        } catch (CryptokiException e) {
            if (e.kind() == ErrorKind.REQUEST) {
                return false;
            }
            throw e;
        }
    }

    private static String described(Value value) {
        return switch (value) {
            case Value.Flag(boolean flag) -> Boolean.toString(flag);
            case Value.Ulong(long number) -> Long.toString(number);
            case Value.Bytes(byte[] bytes) -> bytes.length + " other bytes";
            case Value.Secret _ -> "a private part of a key";
            case Value.Mechanisms(long[] mechanisms) ->
                    "the one mechanism 0x" + Long.toHexString(mechanisms[0]);
            case Value.Nested _ -> "a template";
        };
    }
}
