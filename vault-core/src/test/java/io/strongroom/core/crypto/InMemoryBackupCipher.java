package io.strongroom.core.crypto;

import io.strongroom.core.VaultException;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// Encrypts backups in memory, and binds the keys of an [InMemoryKeyProvider]. The wrapped key of a
/// backup is the key, turned over.
public final class InMemoryBackupCipher implements BackupCipher {
    private static final int NONCE_BYTES = 12;
    private static final int KEY_BYTES = 32;

    private final InMemoryKeyProvider provider;
    private final SecureRandom random = new SecureRandom();

    public InMemoryBackupCipher(InMemoryKeyProvider provider) {
        this.provider = provider;
    }

    @Override
    public EncryptedParts encrypt(byte[] context, List<byte[]> parts) {
        byte[] key = new byte[KEY_BYTES];
        random.nextBytes(key);
        return new EncryptedParts(
                turned(key),
                provider.rootVersion(),
                IntStream.range(0, parts.size())
                        .mapToObj(i -> encrypted(key, context, i, parts.get(i)))
                        .toList());
    }

    @Override
    public Optional<List<byte[]>> decrypt(byte[] context, EncryptedParts encrypted) {
        if (encrypted.rootVersion() != provider.rootVersion()) {
            return Optional.empty();
        }
        List<byte[]> parts = new ArrayList<>();
        try {
            for (byte[] part : encrypted.parts()) {
                parts.add(decrypted(turned(encrypted.wrappedKey()), context, parts.size(), part));
            }
            return Optional.of(parts);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<List<KeyMaterial>> rebind(
            List<WrappedKey> keys, TenantKey tenantKey, List<KeyHeader> headers) {
        List<KeyMaterial> bound = new ArrayList<>();
        try {
            for (WrappedKey key : keys) {
                if (key.header().rootVersion() != provider.rootVersion()) {
                    return Optional.empty();
                }
                KeyHeader header = headers.get(bound.size());
                byte[] blob = provider.sealed(tenantKey, header, provider.unsealed(key));
                bound.add(key.material().withBlob(blob));
            }
            return Optional.of(bound);
        } catch (VaultException.Integrity e) {
            return Optional.empty();
        }
    }

    private byte[] encrypted(byte[] key, byte[] context, int index, byte[] part) {
        byte[] box = new byte[NONCE_BYTES + part.length + 16];
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        System.arraycopy(nonce, 0, box, 0, NONCE_BYTES);
        try {
            cipher(Cipher.ENCRYPT_MODE, key, context, index, nonce)
                    .doFinal(part, 0, part.length, box, NONCE_BYTES);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        return box;
    }

    private static byte[] decrypted(byte[] key, byte[] context, int index, byte[] box)
            throws GeneralSecurityException {
        byte[] nonce = new byte[NONCE_BYTES];
        System.arraycopy(box, 0, nonce, 0, Math.min(NONCE_BYTES, box.length));
        return cipher(Cipher.DECRYPT_MODE, key, context, index, nonce)
                .doFinal(box, NONCE_BYTES, box.length - NONCE_BYTES);
    }

    private static Cipher cipher(int mode, byte[] key, byte[] context, int index, byte[] nonce)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
        cipher.updateAAD(BackupCipher.additionalData(context, index));
        return cipher;
    }

    private static byte[] turned(byte[] key) {
        byte[] turned = new byte[key.length];
        for (int i = 0; i < key.length; i++) {
            turned[i] = (byte) ~key[i];
        }
        return turned;
    }
}
