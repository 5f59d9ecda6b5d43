package io.strongroom.it.harness;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.RSAPrivateKeySpec;

/// The key with which the development token service signs, so that tests can make the tokens that
/// it would never make.
final class IssuerKey {
    private IssuerKey() {}

    /// Reads a private RSA key in the form of RFC 7517.
    static PrivateKey read(Path jwk) {
        try {
            JsonNode key = Json.MAPPER.readTree(Files.readString(jwk));
            return KeyFactory.getInstance("RSA")
                    .generatePrivate(new RSAPrivateKeySpec(number(key, "n"), number(key, "d")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no RSA key in " + jwk, e);
        }
    }

    private static BigInteger number(JsonNode key, String name) {
        return new BigInteger(1, Base64Url.decode(key.path(name).asText()));
    }
}
