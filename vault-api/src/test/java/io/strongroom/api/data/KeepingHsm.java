package io.strongroom.api.data;

import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An HSM that keeps the arrays it gets and gives, and whose calls can be made to fail.
final class KeepingHsm implements KeyProvider {
    private final KeptBytes kept;
    private final KeyProvider provider;
    private @Nullable RuntimeException failure;

    KeepingHsm(KeptBytes kept, KeyProvider provider) {
        this.kept = kept;
        this.provider = provider;
    }

    /// Every call fails from now on.
    void fail(RuntimeException with) {
        failure = with;
    }

    @Override
    public HsmCall<byte[]> signing(WrappedKey key, SignatureAlgorithm algorithm, byte[] digest) {
        kept.keep("digest", digest);
        HsmCall<byte[]> call = provider.signing(key, algorithm, digest);
        return finish -> {
            requireWorking();
            return call.then(signature -> finish.apply(kept.keep("signature", signature)));
        };
    }

    @Override
    public HsmCall<SecretBytes> decrypting(
            WrappedKey key, RsaEncryption algorithm, byte[] ciphertext) {
        kept.keep("ciphertext", ciphertext);
        HsmCall<SecretBytes> call = provider.decrypting(key, algorithm, ciphertext);
        return finish -> {
            requireWorking();
            return call.then(plaintext -> {
                kept.keep("plaintext", plaintext.bytes());
                return finish.apply(plaintext);
            });
        };
    }

    @Override
    public HsmCall<Ciphertext> encrypting(
            WrappedKey key, AesEncryption algorithm, Plaintext plaintext) {
        kept.keep("plaintext", plaintext.value().bytes());
        kept.keep("additional data", plaintext.additionalData());
        HsmCall<Ciphertext> call = provider.encrypting(key, algorithm, plaintext);
        return finish -> {
            requireWorking();
            return call.then(finish);
        };
    }

    @Override
    public HsmCall<SecretBytes> decrypting(
            WrappedKey key, AesEncryption algorithm, Ciphertext ciphertext) {
        kept.keep("ciphertext", ciphertext.value());
        HsmCall<SecretBytes> call = provider.decrypting(key, algorithm, ciphertext);
        return finish -> {
            requireWorking();
            return call.then(plaintext -> {
                kept.keep("plaintext", plaintext.bytes());
                return finish.apply(plaintext);
            });
        };
    }

    @Override
    public boolean supports(SignatureAlgorithm algorithm, KeySpec spec) {
        return provider.supports(algorithm, spec);
    }

    @Override
    public boolean supports(RsaEncryption algorithm) {
        return provider.supports(algorithm);
    }

    @Override
    public PoolName pool() {
        return provider.pool();
    }

    @Override
    public int rootVersion() {
        return provider.rootVersion();
    }

    @Override
    public TenantKey createTenantKey(TenantId tenant) {
        return provider.createTenantKey(tenant);
    }

    @Override
    public KeyMaterial generate(TenantKey tenantKey, KeyHeader header) {
        return provider.generate(tenantKey, header);
    }

    @Override
    public KeyMaterial importKey(TenantKey tenantKey, KeyHeader header, ImportedKey key) {
        switch (key) {
            case ImportedKey.Secret(SecretBytes k) -> kept.keep("private part", k.bytes());
            case ImportedKey.EcPair(_, SecretBytes d) -> kept.keep("private part", d.bytes());
            case ImportedKey.RsaPair pair ->
                    Stream.of(pair.d(), pair.p(), pair.q(), pair.dp(), pair.dq(), pair.qi())
                            .forEach(part -> kept.keep("private part", part.bytes()));
        }
        return provider.importKey(tenantKey, header, key);
    }

    @Override
    public boolean supportsTransfer() {
        return provider.supportsTransfer();
    }

    @Override
    public WrappedKey importTransferred(
            TenantKey tenantKey, TransferredKey key, Function<KeySpec, KeyHeader> header) {
        return provider.importTransferred(tenantKey, key, header);
    }

    private void requireWorking() {
        if (failure != null) {
            throw failure;
        }
    }
}
