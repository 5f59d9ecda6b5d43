package io.strongroom.api.release;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyOperation;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import java.math.BigInteger;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The key of an environment that keys are wrapped for, as its attestation names it: an RSA key of
/// `x-ms-runtime.keys` that encrypts. Azure's confidential virtual machines have several, of which
/// the one of the trusted platform module is meant.
///
/// @param id `kid`, printable ASCII; empty if it has none
record EnclaveKey(String id, RsaPublicKey publicKey) {
    private static final String OF_TPM = "TpmEphemeralEncryptionKey";
    private static final BigInteger LEAST_EXPONENT = BigInteger.valueOf(65_537);
    private static final Pattern ID = Pattern.compile("[!-~]{0,128}");

    /// The key in the claims of an attestation.
    static Optional<EnclaveKey> in(Map<String, ?> claims) {
        if (!(claims.get("x-ms-runtime") instanceof Map<?, ?> runtime)
                || !(runtime.get("keys") instanceof List<?> keys)) {
            return Optional.empty();
        }
        List<EnclaveKey> usable = new ArrayList<>();
        for (Object key : keys) {
            read(key).ifPresent(usable::add);
        }
        return usable.stream()
                .filter(key -> key.id().equals(OF_TPM))
                .findFirst()
                .or(() -> usable.stream().findFirst());
    }

    @SuppressWarnings("unchecked") // the names of JSON are strings
    private static Optional<EnclaveKey> read(Object key) {
        try {
            return key instanceof Map<?, ?> json
                            && JWK.parse((Map<String, Object>) json) instanceof RSAKey rsa
                    ? read(rsa)
                    : Optional.empty();
        } catch (ParseException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<EnclaveKey> read(RSAKey key) {
        String id = Objects.requireNonNullElse(key.getKeyID(), "");
        BigInteger exponent = key.getPublicExponent().decodeToBigInteger();
        return encrypts(key)
                        && !key.isPrivate()
                        && ID.matcher(id).matches()
                        && exponent.testBit(0)
                        && exponent.compareTo(LEAST_EXPONENT) >= 0
                        && exponent.bitLength() <= Long.SIZE
                ? Optional.of(
                        new EnclaveKey(
                                id,
                                new RsaPublicKey(key.getModulus().decodeToBigInteger(), exponent)))
                : Optional.empty();
    }

    private static boolean encrypts(RSAKey key) {
        return KeyUse.ENCRYPTION.equals(key.getKeyUse())
                || (key.getKeyOperations() != null
                        && key.getKeyOperations().contains(KeyOperation.ENCRYPT));
    }
}
