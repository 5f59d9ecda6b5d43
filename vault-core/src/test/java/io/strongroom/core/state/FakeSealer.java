package io.strongroom.core.state;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Seals with keys that are derived from a phrase, which every test knows.
public final class FakeSealer implements Sealer {
    private final String passphrase;
    private final int newest;

    public FakeSealer() {
        this("strongroom");
    }

    /// @param passphrase another one is another key
    public FakeSealer(String passphrase) {
        this(passphrase, 1);
    }

    /// @param newest the key that new seals are made with; the older ones are there as well
    public FakeSealer(String passphrase, int newest) {
        this.passphrase = passphrase;
        this.newest = newest;
    }

    @Override
    public List<Seal> seal(List<byte[]> documents) {
        return documents.stream()
                .map(document -> new Seal(newest, hmac(newest, document)))
                .toList();
    }

    @Override
    public List<Boolean> matches(List<SealedDocument> documents) {
        return documents.stream().map(this::matches).toList();
    }

    @Override
    public byte[] derive(String purpose) {
        return hmac(1, Sealer.derivation(purpose));
    }

    private boolean matches(SealedDocument sealed) {
        int key = sealed.seal().key();
        return key >= 1
                && key <= newest
                && MessageDigest.isEqual(hmac(key, sealed.document()), sealed.seal().value());
    }

    private byte[] hmac(int key, byte[] document) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            byte[] phrase = (passphrase + "/" + key).getBytes(StandardCharsets.UTF_8);
            mac.init(new SecretKeySpec(phrase, "HmacSHA256"));
            return mac.doFinal(document);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
