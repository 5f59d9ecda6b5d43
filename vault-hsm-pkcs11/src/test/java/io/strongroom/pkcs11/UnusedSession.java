package io.strongroom.pkcs11;

import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.KeyPairHandles;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.cryptoki.UserType;

/// A session that is opened and closed only.
public class UnusedSession implements CryptokiSession {

    @Override
    public void login(UserType user, byte[] pin) {
        throw unused();
    }

    @Override
    public void logout() {
        throw unused();
    }

    @Override
    public void initializePin(byte[] pin) {
        throw unused();
    }

    @Override
    public long generateKey(Mechanism mechanism, Template template) {
        throw unused();
    }

    @Override
    public KeyPairHandles generateKeyPair(
            Mechanism mechanism, Template publicTemplate, Template privateTemplate) {
        throw unused();
    }

    @Override
    public long create(Template template) {
        throw unused();
    }

    @Override
    public byte[] sign(Mechanism mechanism, long key, byte[] data) {
        throw unused();
    }

    @Override
    public byte[] encrypt(Mechanism mechanism, long key, byte[] plaintext) {
        throw unused();
    }

    @Override
    public byte[] decrypt(Mechanism mechanism, long key, byte[] ciphertext) {
        throw unused();
    }

    @Override
    public byte[] wrap(Mechanism mechanism, long wrappingKey, long key) {
        throw unused();
    }

    @Override
    public long unwrap(Mechanism mechanism, long unwrappingKey, byte[] wrapped, Template template) {
        throw unused();
    }

    @Override
    public void destroy(long object) {
        throw unused();
    }

    @Override
    public long[] find(Template template) {
        throw unused();
    }

    @Override
    public byte[] attribute(long object, long type) {
        throw unused();
    }

    @Override
    public byte[] random(int length) {
        throw unused();
    }

    @Override
    public boolean poisoned() {
        return false;
    }

    @Override
    public void close() {}

    private static IllegalStateException unused() {
        return new IllegalStateException("no test uses this session");
    }
}
