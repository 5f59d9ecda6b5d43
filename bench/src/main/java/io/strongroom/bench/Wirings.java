package io.strongroom.bench;

import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditTrail;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.TransferredKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.Change;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Submission;
import io.strongroom.dev.DevelopmentApplication;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The service with a part left out, to see what the part costs.
final class Wirings {
    private Wirings() {}

    /// Starts the development installation without the part.
    ///
    /// @param wiring `without-hsm`, `without-record` or `without-hsm-and-record`
    static void serve(String wiring) {
        DevelopmentApplication.run(
                switch (wiring) {
                    case "without-hsm" -> new Class<?>[] {WithoutHsm.class};
                    case "without-record" -> new Class<?>[] {WithoutRecord.class};
                    case "without-hsm-and-record" ->
                            new Class<?>[] {WithoutHsm.class, WithoutRecord.class};
                    default -> throw new IllegalArgumentException(wiring);
                });
    }

    /// Every signature and everything encrypted or decrypted by AES-GCM is a constant of the right
    /// length.
    @Configuration(proxyBeanMethods = false)
    static class WithoutHsm {
        @Bean
        static BeanPostProcessor constantAnswers() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof KeyProvider provider
                            ? new ConstantAnswers(provider)
                            : bean;
                }
            };
        }
    }

    /// The records of uses are built and dropped; changes are recorded as ever.
    @Configuration(proxyBeanMethods = false)
    static class WithoutRecord {
        @Bean
        static BeanPostProcessor droppedRecords() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return name.equals("operationsTrail")
                            ? new DroppedRecords((AuditTrail) bean)
                            : bean;
                }
            };
        }
    }

    private record ConstantAnswers(KeyProvider real) implements KeyProvider {
        @Override
        public PoolName pool() {
            return real.pool();
        }

        @Override
        public int rootVersion() {
            return real.rootVersion();
        }

        @Override
        public TenantKey createTenantKey(TenantId tenant) {
            return real.createTenantKey(tenant);
        }

        @Override
        public KeyMaterial generate(TenantKey tenantKey, KeyHeader header) {
            return real.generate(tenantKey, header);
        }

        @Override
        public KeyMaterial importKey(TenantKey tenantKey, KeyHeader header, ImportedKey key) {
            return real.importKey(tenantKey, header, key);
        }

        @Override
        public boolean supportsTransfer() {
            return real.supportsTransfer();
        }

        @Override
        public WrappedKey importTransferred(
                TenantKey tenantKey, TransferredKey key, Function<KeySpec, KeyHeader> header) {
            return real.importTransferred(tenantKey, key, header);
        }

        @Override
        public HsmCall<byte[]> signing(
                WrappedKey key, SignatureAlgorithm algorithm, byte[] digest) {
            int length =
                    switch (key.header().spec()) {
                        case Rsa rsa -> rsa.modulusBytes();
                        case Ec _ -> 2 * digest.length;
                        case Oct _ -> digest.length;
                    };
            return finish -> finish.apply(new byte[length]);
        }

        @Override
        public HsmCall<SecretBytes> decrypting(
                WrappedKey key, RsaEncryption algorithm, byte[] ciphertext) {
            return real.decrypting(key, algorithm, ciphertext);
        }

        @Override
        public HsmCall<Ciphertext> encrypting(
                WrappedKey key, AesEncryption algorithm, Plaintext plaintext) {
            Ciphertext constant =
                    new Ciphertext(
                            new byte[plaintext.value().length()],
                            new byte[Ciphertext.IV_BYTES],
                            plaintext.additionalData(),
                            new byte[Ciphertext.TAG_BYTES]);
            return finish -> finish.apply(constant);
        }

        @Override
        public HsmCall<SecretBytes> decrypting(
                WrappedKey key, AesEncryption algorithm, Ciphertext ciphertext) {
            int length = ciphertext.value().length;
            return finish -> finish.apply(SecretBytes.of(new byte[length]));
        }

        @Override
        public boolean supports(SignatureAlgorithm algorithm, KeySpec spec) {
            return real.supports(algorithm, spec);
        }

        @Override
        public boolean supports(RsaEncryption algorithm) {
            return real.supports(algorithm);
        }
    }

    private record DroppedRecords(AuditTrail real) implements AuditTrail {
        @Override
        public void requireOpen() {
            real.requireOpen();
        }

        @Override
        public Submission submit(
                AuditEvent event, List<Guard> guards, @Nullable Change change, Thread waiter) {
            return change == null
                    ? Submission.settled(true)
                    : real.submit(event, guards, change, waiter);
        }
    }
}
