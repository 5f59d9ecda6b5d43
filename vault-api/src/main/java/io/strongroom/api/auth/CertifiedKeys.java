package io.strongroom.api.auth;

import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jose.util.X509CertUtils;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAPublicKey;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Key sets whose RSA keys are in certificates only (`x5c`), as attestation authorities publish
/// them. The library wants `n` and `e` beside the certificate (RFC 7518 §6.3.1). Whether the
/// certificate is valid is not asked: the key set is trusted for where it comes from.
final class CertifiedKeys {
    private CertifiedKeys() {}

    /// The key set with the numbers that its certificates hold.
    ///
    /// @throws ParseException if it is no JSON object
    static String completed(String keySet) throws ParseException {
        Map<String, Object> json = JSONObjectUtils.parse(keySet);
        if (json.get("keys") instanceof List<?> keys) {
            keys.forEach(CertifiedKeys::complete);
        }
        return JSONObjectUtils.toJSONString(json);
    }

    @SuppressWarnings("unchecked") // the names of JSON are strings
    private static void complete(Object key) {
        if (key instanceof Map<?, ?> json
                && "RSA".equals(json.get("kty"))
                && json.get("n") == null
                && certified(json.get("x5c")) instanceof RSAPublicKey publicKey) {
            RSAKey numbers = new RSAKey.Builder(publicKey).build();
            ((Map<String, Object>) json).put("n", numbers.getModulus().toString());
            ((Map<String, Object>) json).put("e", numbers.getPublicExponent().toString());
        }
    }

    /// The public key of the first certificate; null if there is none.
    private static @Nullable Object certified(@Nullable Object chain) {
        if (chain instanceof List<?> certificates
                && !certificates.isEmpty()
                && certificates.getFirst() instanceof String first) {
            X509Certificate certificate = X509CertUtils.parse(new Base64(first).decode());
            return certificate == null ? null : certificate.getPublicKey();
        }
        return null;
    }
}
