package io.strongroom.api.byok;

import io.strongroom.api.http.Base64Url;
import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.SecretBytes;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The public half of a key exchange key.
///
/// @param kid its id, with the version
record ExchangeKey(RsaPublicKey publicKey, String kid) {
    private static final Pattern KID =
            Pattern.compile("https://[^/\\s]+/keys/[0-9a-zA-Z-]{1,127}/[0-9a-f]{32}");

    ExchangeKey {
        if (!KID.matcher(kid).matches()) {
            throw new PackagingException(
                    "\"%s\" is not the id of a version of a key, https://VAULT/keys/NAME/VERSION"
                            .formatted(kid));
        }
    }

    /// Reads a file of `az keyvault key download` (PEM) or `az keyvault key show` (JSON).
    ///
    /// @param kid what the caller named; null if nothing
    /// @throws PackagingException if it is no RSA key, or its id is missing or another one
    static ExchangeKey read(byte[] file, @Nullable String kid) {
        if (Pem.isIn(file)) {
            if (kid == null) {
                throw new PackagingException("a PEM file does not name the key: --kid is missing");
            }
            return new ExchangeKey(pem(file), kid);
        }
        return json(file, kid);
    }

    private static RsaPublicKey pem(byte[] file) {
        try (SecretBytes bytes = Pem.only(file, "PUBLIC KEY").bytes()) {
            RSAPublicKey key =
                    (RSAPublicKey)
                            KeyFactory.getInstance("RSA")
                                    .generatePublic(new X509EncodedKeySpec(bytes.bytes()));
            return rsa(key.getModulus(), key.getPublicExponent());
        } catch (GeneralSecurityException e) {
            throw new PackagingException("the key exchange key is no RSA public key");
        }
    }

    private static ExchangeKey json(byte[] file, @Nullable String kid) {
        JsonObject key = object(file);
        List<String> operations = key.texts("key_ops");
        if (operations != null && !operations.equals(List.of("import"))) {
            throw new PackagingException(
                    "the key is no key exchange key: its key_ops must be [\"import\"]");
        }
        String named = key.text("kid");
        if (kid != null && named != null && !kid.equals(named)) {
            throw new PackagingException("--kid differs from the kid in the file, " + named);
        }
        String id = kid == null ? named : kid;
        if (id == null) {
            throw new PackagingException("the file does not name the key: --kid is missing");
        }
        return new ExchangeKey(rsa(number(key, "n"), number(key, "e")), id);
    }

    /// A JSON Web Key, or an answer of the service with one.
    private static JsonObject object(byte[] file) {
        try {
            JsonObject whole = JsonBody.object(file);
            JsonObject key = whole.object("key");
            return key == null ? whole : key;
        } catch (VaultException e) {
            throw new PackagingException("the key exchange key is neither PEM nor a JSON Web Key");
        }
    }

    private static BigInteger number(JsonObject key, String name) {
        String text = key.text(name);
        byte[] bytes = text == null ? null : Base64Url.decode(text);
        if (bytes == null) {
            throw new PackagingException("the key exchange key is no RSA public key");
        }
        return new BigInteger(1, bytes);
    }

    private static RsaPublicKey rsa(BigInteger modulus, BigInteger exponent) {
        if (!KeySpec.Rsa.fits(modulus.bitLength())) {
            throw new PackagingException(
                    "the key exchange key has %d bits and must have 2048, 3072 or 4096"
                            .formatted(modulus.bitLength()));
        }
        return new RsaPublicKey(modulus, exponent);
    }
}
