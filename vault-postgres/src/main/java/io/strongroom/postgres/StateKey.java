package io.strongroom.postgres;

import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.Sealer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// The key under which rows are added up and sets are authenticated. The HSM derives it once for a
/// process, because a sweep that asked the HSM about each row would take it from the callers.
final class StateKey {
    private static final String HMAC = "HmacSHA256";

    private final Sealer sealer;
    private volatile @Nullable Mac keyed;

    StateKey(Sealer sealer) {
        this.sealer = sealer;
    }

    /// Derives the key unless that was done. The only method that calls the HSM.
    StateKey ready() {
        if (keyed == null) {
            byte[] derived = sealer.derive("state-set");
            try {
                Mac mac = Mac.getInstance(HMAC);
                mac.init(new SecretKeySpec(derived, HMAC));
                keyed = mac;
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            } finally {
                Arrays.fill(derived, (byte) 0);
            }
        }
        return this;
    }

    /// The element of a row: 32 bytes that cannot be computed without the key. It binds all that
    /// the service has stored of the row but for the columns that repeat the document.
    ///
    /// @param digest SHA-256 of the document
    byte[] element(
            String table, UUID subject, long generation, int sealKey, byte[] seal, byte[] digest) {
        return hmac(
                new CanonicalBytes("state-element/1")
                        .text(table)
                        .id(subject)
                        .number(generation)
                        .number(sealKey)
                        .bytes(seal)
                        .bytes(digest)
                        .toBytes());
    }

    /// Authenticates bytes that begin with the name of their format.
    byte[] hmac(byte[] document) {
        Mac mac = keyed;
        if (mac == null) {
            throw new IllegalStateException("the key was not derived");
        }
        try {
            return ((Mac) mac.clone()).doFinal(document);
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    boolean matches(byte[] document, byte[] mac) {
        return MessageDigest.isEqual(hmac(document), mac);
    }
}
