package io.strongroom.bench;

import io.strongroom.core.state.Seal;
import io.strongroom.core.state.SealedDocument;
import io.strongroom.core.state.Sealer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Seals without an HSM, where the HSM is not what is measured.
final class SoftwareSealer implements Sealer {
    private static final String HMAC = "HmacSHA256";

    @Override
    public List<Seal> seal(List<byte[]> documents) {
        return documents.stream().map(document -> new Seal(1, hmac(document))).toList();
    }

    @Override
    public byte[] derive(String purpose) {
        return hmac(Sealer.derivation(purpose));
    }

    @Override
    public List<Boolean> matches(List<SealedDocument> documents) {
        return documents.stream()
                .map(sealed ->
                        MessageDigest.isEqual(hmac(sealed.document()), sealed.seal().value()))
                .toList();
    }

    private static byte[] hmac(byte[] document) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(new byte[32], HMAC));
            return mac.doFinal(document);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
