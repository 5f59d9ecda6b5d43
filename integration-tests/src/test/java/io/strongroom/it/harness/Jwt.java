package io.strongroom.it.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/// A signed token taken apart, to be changed and signed again (RFC 7515, RFC 7519).
public record Jwt(ObjectNode header, ObjectNode claims, String signature) {

    public static Jwt parse(String token) {
        String[] parts = token.split("\\.", -1);
        return new Jwt(object(parts[0]), object(parts[1]), parts[2]);
    }

    /// The token with the signature that it had.
    public String unchanged() {
        return signed() + "." + signature;
    }

    /// The token with a new RS256 signature.
    public String signedBy(PrivateKey key) {
        try {
            Signature rs256 = Signature.getInstance("SHA256withRSA");
            rs256.initSign(key);
            rs256.update(signed().getBytes(StandardCharsets.US_ASCII));
            return signed() + "." + Base64Url.encode(rs256.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String signed() {
        return encoded(header) + "." + encoded(claims);
    }

    private static String encoded(ObjectNode object) {
        return Base64Url.encode(Json.of(object).getBytes(StandardCharsets.UTF_8));
    }

    private static ObjectNode object(String part) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8);
            return (ObjectNode) Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
