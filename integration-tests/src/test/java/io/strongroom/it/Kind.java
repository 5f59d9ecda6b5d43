package io.strongroom.it;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.cryptography.models.SignatureAlgorithm;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyType;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A kind of key that can be made.
///
/// @param bits 0 for elliptic curves
/// @param curve null for RSA
record Kind(boolean hsm, int bits, @Nullable KeyCurveName curve) {

    /// Every size and curve, in the HSM and plain.
    static Stream<Kind> all() {
        return Stream.of(true, false).flatMap(hsm -> Stream.concat(rsa(hsm), ec(hsm)));
    }

    static Stream<Kind> rsa() {
        return Stream.of(true, false).flatMap(Kind::rsa);
    }

    private static Stream<Kind> rsa(boolean hsm) {
        return Stream.of(2048, 3072, 4096).map(bits -> new Kind(hsm, bits, null));
    }

    private static Stream<Kind> ec(boolean hsm) {
        return Stream.of(
                        KeyCurveName.P_256,
                        KeyCurveName.P_384,
                        KeyCurveName.P_521,
                        KeyCurveName.P_256K)
                .map(curve -> new Kind(hsm, 0, curve));
    }

    KeyType type() {
        if (curve == null) {
            return hsm ? KeyType.RSA_HSM : KeyType.RSA;
        }
        return hsm ? KeyType.EC_HSM : KeyType.EC;
    }

    List<SignatureAlgorithm> signatureAlgorithms() {
        if (curve == null) {
            return List.of(
                    SignatureAlgorithm.RS256,
                    SignatureAlgorithm.RS384,
                    SignatureAlgorithm.RS512,
                    SignatureAlgorithm.PS256,
                    SignatureAlgorithm.PS384,
                    SignatureAlgorithm.PS512);
        }
        return List.of(algorithmOf(curve));
    }

    private static SignatureAlgorithm algorithmOf(KeyCurveName curve) {
        if (curve.equals(KeyCurveName.P_256)) {
            return SignatureAlgorithm.ES256;
        }
        if (curve.equals(KeyCurveName.P_384)) {
            return SignatureAlgorithm.ES384;
        }
        return curve.equals(KeyCurveName.P_521)
                ? SignatureAlgorithm.ES512
                : SignatureAlgorithm.ES256K;
    }

    KeyVaultKey create(KeyClient keys, String name) {
        if (curve == null) {
            return keys.createRsaKey(
                    new CreateRsaKeyOptions(name).setKeySize(bits).setHardwareProtected(hsm));
        }
        return keys.createEcKey(
                new CreateEcKeyOptions(name).setCurveName(curve).setHardwareProtected(hsm));
    }

    @Override
    public String toString() {
        return type() + " " + (curve == null ? Integer.toString(bits) : curve.toString());
    }
}
