package io.strongroom.api.byok;

import io.strongroom.api.http.JsonOut;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.KeyGenerator;
import javax.crypto.SecretKey;

/// Makes transfer blobs: `CKM_RSA_AES_KEY_WRAP` (PKCS#11 v3.0 §2.1.21) in the JSON of Azure's
/// specification of bring your own key.
final class TransferBlob {
    private static final int TRANSPORT_BITS = 256;

    private TransferBlob() {}

    /// Wraps a key for an exchange key.
    static byte[] of(ExchangeKey exchangeKey, PackagedKey key) {
        return new JsonOut(8192)
                .object()
                .name("schema_version")
                .text("1.0.0")
                .name("header")
                .object()
                .name("kid")
                .text(exchangeKey.kid())
                .name("alg")
                .text("dir")
                .name("enc")
                .text("CKM_RSA_AES_KEY_WRAP")
                .endObject()
                .name("ciphertext")
                .base64Url(ciphertext(exchangeKey, key))
                .name("generator")
                .text("Strongroom byok-package")
                .endObject()
                .finish();
    }

    private static byte[] ciphertext(ExchangeKey exchangeKey, PackagedKey key) {
        try {
            KeyGenerator generator = KeyGenerator.getInstance("AES");
            generator.init(TRANSPORT_BITS);
            SecretKey transportKey = generator.generateKey();
            byte[] encrypted = encrypted(exchangeKey, transportKey);
            Cipher keyWrap = Cipher.getInstance("AES/KWP/NoPadding"); // RFC 5649
            keyWrap.init(Cipher.ENCRYPT_MODE, transportKey);
            byte[] wrapped = keyWrap.doFinal(key.bytes().bytes());
            byte[] joined = Arrays.copyOf(encrypted, encrypted.length + wrapped.length);
            System.arraycopy(wrapped, 0, joined, encrypted.length, wrapped.length);
            return joined;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES key wrap failed in the JDK", e);
        }
    }

    private static byte[] encrypted(ExchangeKey exchangeKey, SecretKey transportKey) {
        try (SecretBytes bytes = SecretBytes.of(transportKey.getEncoded())) {
            return new SoftwarePublicKeyOperations()
                    .encrypt(exchangeKey.publicKey(), RsaEncryption.RSA_OAEP, bytes.bytes());
        }
    }
}
