package io.strongroom.pkcs11;

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
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A module that fails when it is told to, counts logins, and lets a test look into a signature.
final class FaultyCryptoki implements Cryptoki {
    final AtomicInteger logins = new AtomicInteger();
    final AtomicInteger initializations = new AtomicInteger();

    /// What the next signatures answer instead of signing.
    final Queue<ReturnValue> signFailures = new ConcurrentLinkedQueue<>();

    /// What the next initialisations answer.
    final Queue<ReturnValue> initializeFailures = new ConcurrentLinkedQueue<>();

    /// Runs inside each signature, before it.
    volatile Runnable insideSign = () -> {};

    /// Which token the module shows under which label.
    volatile UnaryOperator<Token> shown = UnaryOperator.identity();

    private final Cryptoki real;

    FaultyCryptoki(Cryptoki real) {
        this.real = real;
    }

    @Override
    public void initialize(@Nullable String reserved) {
        initializations.incrementAndGet();
        fail("C_Initialize", initializeFailures);
        real.initialize(reserved);
    }

    @Override
    public void finish() {
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
            session.login(user, pin);
        }

        @Override
        public byte[] sign(Mechanism mechanism, long key, byte[] data) {
            insideSign.run();
            fail("C_Sign", signFailures);
            return session.sign(mechanism, key, data);
        }

        @Override
        public void logout() {
            session.logout();
        }

        @Override
        public void initializePin(byte[] pin) {
            session.initializePin(pin);
        }

        @Override
        public long generateKey(Mechanism mechanism, Template template) {
            return session.generateKey(mechanism, template);
        }

        @Override
        public KeyPairHandles generateKeyPair(
                Mechanism mechanism, Template publicTemplate, Template privateTemplate) {
            return session.generateKeyPair(mechanism, publicTemplate, privateTemplate);
        }

        @Override
        public byte[] encrypt(Mechanism mechanism, long key, byte[] plaintext) {
            return session.encrypt(mechanism, key, plaintext);
        }

        @Override
        public byte[] decrypt(Mechanism mechanism, long key, byte[] ciphertext) {
            return session.decrypt(mechanism, key, ciphertext);
        }

        @Override
        public byte[] wrap(Mechanism mechanism, long wrappingKey, long key) {
            return session.wrap(mechanism, wrappingKey, key);
        }

        @Override
        public long unwrap(
                Mechanism mechanism, long unwrappingKey, byte[] wrapped, Template template) {
            return session.unwrap(mechanism, unwrappingKey, wrapped, template);
        }

        @Override
        public void destroy(long object) {
            session.destroy(object);
        }

        @Override
        public long[] find(Template template) {
            return session.find(template);
        }

        @Override
        public byte[] attribute(long object, long type) {
            return session.attribute(object, type);
        }

        @Override
        public byte[] random(int length) {
            return session.random(length);
        }

        @Override
        public boolean poisoned() {
            return session.poisoned();
        }

        @Override
        public void close() {
            session.close();
        }
    }
}
