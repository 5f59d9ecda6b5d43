package io.strongroom.pkcs11;

import io.strongroom.pkcs11.cryptoki.Ckm;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.KeyPairHandles;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.cryptoki.Token;
import io.strongroom.pkcs11.cryptoki.UserType;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A module that fails when it is told to, counts logins, and lets a test look into a signature.
final class FaultyCryptoki implements Cryptoki {
    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger initializations = new AtomicInteger();
    final AtomicInteger finalizations = new AtomicInteger();

    /// What the next signatures answer instead of signing.
    final Queue<ReturnValue> signFailures = new ConcurrentLinkedQueue<>();

    /// What signatures with private keys answer, while those with the seal key work.
    volatile @Nullable ReturnValue keyFailure;

    /// What the next destructions answer instead of destroying.
    final Queue<ReturnValue> destroyFailures = new ConcurrentLinkedQueue<>();

    /// What the next initialisations answer.
    final Queue<ReturnValue> initializeFailures = new ConcurrentLinkedQueue<>();

    /// How many sessions the token has.
    volatile int sessionLimit = Integer.MAX_VALUE;

    /// How many are open.
    final AtomicInteger sessions = new AtomicInteger();

    /// Runs inside each signature, before it.
    volatile Runnable insideSign = () -> {};

    /// Runs inside each call of a session and each opening of one, before it; gets the function.
    volatile Consumer<String> insideCall = _ -> {};

    /// Gets what each signature with a private key reads and gives.
    volatile BiConsumer<byte[], byte[]> signed = (_, _) -> {};

    /// Gets what each decryption reads and gives.
    volatile BiConsumer<byte[], byte[]> decrypted = (_, _) -> {};

    /// Gets the template of each generation and each unwrapping, before it.
    volatile Consumer<Template> made = _ -> {};

    /// Which token the module shows under which label.
    volatile UnaryOperator<Token> shown = UnaryOperator.identity();

    private final Cryptoki real;

    FaultyCryptoki(Cryptoki real) {
        this.real = real;
    }

    @Override
    public void initialize(@Nullable String reserved) {
        insideCall.accept("C_Initialize");
        initializations.incrementAndGet();
        fail("C_Initialize", initializeFailures);
        real.initialize(reserved);
    }

    @Override
    public void finish() {
        finalizations.incrementAndGet();
        sessions.set(0);
        real.finish();
    }

    @Override
    public List<Token> tokens() {
        return real.tokens().stream().map(shown).toList();
    }

    @Override
    public boolean claims(long slot, long mechanism) {
        return real.claims(slot, mechanism);
    }

    @Override
    public void initializeToken(long slot, byte[] soPin, String label) {
        real.initializeToken(slot, soPin, label);
    }

    @Override
    public CryptokiSession openSession(long slot) {
        insideCall.accept("C_OpenSession");
        if (sessions.incrementAndGet() > sessionLimit) {
            sessions.decrementAndGet();
            throw new CryptokiException("C_OpenSession", ReturnValue.SESSION_COUNT);
        }
        return new FaultySession(real.openSession(slot));
    }

    private static void fail(String function, Queue<ReturnValue> failures) {
        ReturnValue failure = failures.poll();
        if (failure != null) {
            throw new CryptokiException(function, failure);
        }
    }

    private final class FaultySession implements CryptokiSession {
        private final CryptokiSession session;

        FaultySession(CryptokiSession session) {
            this.session = session;
        }

        @Override
        public void login(UserType user, byte[] pin) {
            logins.incrementAndGet();
            insideCall.accept("C_Login");
            session.login(user, pin);
        }

        @Override
        public byte[] sign(Mechanism mechanism, long key, byte[] data) {
            insideCall.accept("C_Sign");
            insideSign.run();
            fail("C_Sign", signFailures);
            ReturnValue failure = keyFailure;
            if (failure != null && mechanism.type() != Ckm.SHA256_HMAC) {
                throw new CryptokiException("C_Sign", failure);
            }
            byte[] signature = session.sign(mechanism, key, data);
            if (mechanism.type() != Ckm.SHA256_HMAC) {
                signed.accept(data, signature);
            }
            return signature;
        }

        @Override
        public void logout() {
            insideCall.accept("C_Logout");
            session.logout();
        }

        @Override
        public void initializePin(byte[] pin) {
            insideCall.accept("C_InitPIN");
            session.initializePin(pin);
        }

        @Override
        public long generateKey(Mechanism mechanism, Template template) {
            insideCall.accept("C_GenerateKey");
            made.accept(template);
            return session.generateKey(mechanism, template);
        }

        @Override
        public KeyPairHandles generateKeyPair(
                Mechanism mechanism, Template publicTemplate, Template privateTemplate) {
            insideCall.accept("C_GenerateKeyPair");
            return session.generateKeyPair(mechanism, publicTemplate, privateTemplate);
        }

        @Override
        public long create(Template template) {
            insideCall.accept("C_CreateObject");
            made.accept(template);
            return session.create(template);
        }

        @Override
        public byte[] encrypt(Mechanism mechanism, long key, byte[] plaintext) {
            insideCall.accept("C_Encrypt");
            return session.encrypt(mechanism, key, plaintext);
        }

        @Override
        public byte[] decrypt(Mechanism mechanism, long key, byte[] ciphertext) {
            insideCall.accept("C_Decrypt");
            byte[] plaintext = session.decrypt(mechanism, key, ciphertext);
            decrypted.accept(ciphertext, plaintext);
            return plaintext;
        }

        @Override
        public byte[] wrap(Mechanism mechanism, long wrappingKey, long key) {
            insideCall.accept("C_WrapKey");
            return session.wrap(mechanism, wrappingKey, key);
        }

        @Override
        public long unwrap(
                Mechanism mechanism, long unwrappingKey, byte[] wrapped, Template template) {
            insideCall.accept("C_UnwrapKey");
            made.accept(template);
            return session.unwrap(mechanism, unwrappingKey, wrapped, template);
        }

        @Override
        public void destroy(long object) {
            insideCall.accept("C_DestroyObject");
            fail("C_DestroyObject", destroyFailures);
            session.destroy(object);
        }

        @Override
        public long[] find(Template template) {
            insideCall.accept("C_FindObjects");
            return session.find(template);
        }

        @Override
        public byte[] attribute(long object, long type) {
            insideCall.accept("C_GetAttributeValue");
            return session.attribute(object, type);
        }

        @Override
        public byte[] random(int length) {
            insideCall.accept("C_GenerateRandom");
            return session.random(length);
        }

        @Override
        public boolean poisoned() {
            return session.poisoned();
        }

        @Override
        public void close() {
            insideCall.accept("C_CloseSession");
            sessions.decrementAndGet();
            session.close();
        }
    }
}
