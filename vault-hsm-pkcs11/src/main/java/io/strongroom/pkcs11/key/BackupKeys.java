package io.strongroom.pkcs11.key;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.EncryptedParts;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.session.Lease;
import io.strongroom.pkcs11.session.Lease.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/// The work of backups on a token. Each backup has an AES-256 key of its own: made on the token,
/// wrapped under the root key for secret keys, and unwrapped for authenticated encryption only. So
/// a token needs nothing more than its root keys.
///
/// The work reads arrays that nobody changes, and is of low priority: uses of keys go first.
public final class BackupKeys {
    private static final Template IN_USE = KeyTemplates.tenantKeyInUse();
    private static final Duration FOR_EACH_PART = Duration.ofMillis(10);

    private final Mechanism keyWrap;
    private final TenantKeys tenantKeys;

    BackupKeys(Mechanism keyWrap, TenantKeys tenantKeys) {
        this.keyWrap = keyWrap;
        this.tenantKeys = tenantKeys;
    }

    /// Makes a key and encrypts the parts of a backup under it.
    public Work<EncryptedParts> encrypting(byte[] context, List<byte[]> parts) {
        return work(parts.size(), lease -> encrypted(lease, context, parts));
    }

    private EncryptedParts encrypted(Lease lease, byte[] context, List<byte[]> parts) {
        int version = lease.roots().version();
        long root = lease.roots().secretRoot(version).orElseThrow();
        byte[] wrapped =
                Wrapping.newSecret(lease.session(), keyWrap, root, KeyTemplates.secretAtBirth());
        List<byte[]> encrypted =
                using(
                        lease,
                        root,
                        wrapped,
                        key ->
                                each(
                                        context,
                                        parts,
                                        (data, part) ->
                                                GcmBox.seal(lease.session(), key, data, part)));
        return new EncryptedParts(wrapped, version, encrypted);
    }

    /// Decrypts the parts of a backup. The result is empty if they do not open, or the token lacks
    /// the root key.
    public Work<Optional<List<byte[]>>> decrypting(byte[] context, EncryptedParts encrypted) {
        return work(encrypted.parts().size(), lease -> decrypted(lease, context, encrypted));
    }

    private Optional<List<byte[]>> decrypted(
            Lease lease, byte[] context, EncryptedParts encrypted) {
        Optional<Long> root = lease.roots().secretRoot(encrypted.rootVersion());
        if (root.isEmpty() || !encrypted.parts().stream().allMatch(GcmBox::isLongEnough)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    using(
                            lease,
                            root.get(),
                            encrypted.wrappedKey(),
                            key ->
                                    each(
                                            context,
                                            encrypted.parts(),
                                            (data, part) ->
                                                    GcmBox.open(
                                                            lease.session(), key, data, part))));
        } catch (CryptokiException e) {
            if (lease.blamesRequest(e)) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /// Binds stored keys to other headers, under another tenant's key or the same. Their root keys
    /// still wrap them meanwhile. The result is empty if one of them does not open.
    public Work<Optional<List<KeyMaterial>>> rebinding(
            List<WrappedKey> keys, TenantKey tenantKey, List<KeyHeader> headers) {
        return work(
                2 * keys.size(),
                lease ->
                        opened(lease, keys)
                                .map(wrapped -> bound(lease, keys, wrapped, tenantKey, headers)));
    }

    /// All are opened before one is bound: the handle of one tenant's key is kept.
    private Optional<List<byte[]>> opened(Lease lease, List<WrappedKey> keys) {
        List<byte[]> wrapped = new ArrayList<>();
        try {
            for (WrappedKey key : keys) {
                Wrapping.root(lease.roots(), key.header());
                wrapped.add(
                        tenantKeys.open(
                                lease,
                                key.tenantKey(),
                                key.header().encoded(),
                                key.material().blob()));
            }
        } catch (VaultException.Integrity _) {
            return Optional.empty(); // in a backup, it means that it is not for this HSM
        }
        return Optional.of(wrapped);
    }

    private List<KeyMaterial> bound(
            Lease lease,
            List<WrappedKey> keys,
            List<byte[]> wrapped,
            TenantKey tenantKey,
            List<KeyHeader> headers) {
        return IntStream.range(0, keys.size())
                .mapToObj(i ->
                        keys.get(i)
                                .material()
                                .withBlob(
                                        tenantKeys.seal(
                                                lease,
                                                tenantKey,
                                                headers.get(i).encoded(),
                                                wrapped.get(i))))
                .toList();
    }

    private <R> R using(Lease lease, long root, byte[] wrapped, LongFunction<R> use) {
        long key = lease.session().unwrap(keyWrap, root, wrapped, IN_USE);
        try {
            return use.apply(key);
        } finally {
            lease.destroy(key);
        }
    }

    private interface Step {
        byte[] on(byte[] additionalData, byte[] part);
    }

    private static List<byte[]> each(byte[] context, List<byte[]> parts, Step step) {
        return IntStream.range(0, parts.size())
                .mapToObj(i -> step.on(BackupCipher.additionalData(context, i), parts.get(i)))
                .toList();
    }

    private static <R> Work<R> work(int parts, Work<R> work) {
        return Work.low(FOR_EACH_PART.multipliedBy(parts), work);
    }
}
