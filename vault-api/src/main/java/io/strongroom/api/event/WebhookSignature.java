package io.strongroom.api.event;

import io.strongroom.core.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs deliveries with a secret that the receiver has, too.
final class WebhookSignature {
    private static final String ALGORITHM = "HmacSHA256"; // RFC 2104, FIPS 180-4
    private final SecretBytes secret;

    WebhookSignature(SecretBytes secret) {
        this.secret = secret;
    }

    /// HMAC-SHA-256 over the timestamp, a full stop and the body: `v1=` and 64 hexadecimal digits.
    ///
    /// @param timestamp seconds since 1970
    String of(long timestamp, byte[] body) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.bytes(), ALGORITHM));
            mac.update((timestamp + ".").getBytes(StandardCharsets.US_ASCII));
            return "v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }
}
