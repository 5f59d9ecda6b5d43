package io.strongroom.core.crypto;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// RSA key pairs that everybody can make: from seeds that were chosen because they find their
/// primes quickly. Of each size there are two, taken in turn.
public final class RsaPairs {
    private static final Map<Integer, List<Integer>> SEEDS =
            Map.of(2048, List.of(17, 24), 3072, List.of(16, 10), 4096, List.of(38, 35));
    private static final Map<Integer, RsaPairs> BY_SIZE = new ConcurrentHashMap<>();
    private final int bits;
    private final List<Integer> seeds;
    private final List<KeyPair> pairs = new ArrayList<>();
    private int turn;

    private RsaPairs(int bits) {
        this.bits = bits;
        this.seeds = SEEDS.getOrDefault(bits, List.of());
    }

    /// A key pair that is not the one before.
    public static KeyPair next(int bits) {
        return BY_SIZE.computeIfAbsent(bits, RsaPairs::new).next();
    }

    /// Always the same key pair.
    public static KeyPair first(int bits) {
        return BY_SIZE.computeIfAbsent(bits, RsaPairs::new).get(0);
    }

    private synchronized KeyPair next() {
        KeyPair pair = get(turn);
        turn = (turn + 1) % seeds.size();
        return pair;
    }

    private synchronized KeyPair get(int index) {
        while (pairs.size() <= index) {
            pairs.add(made(seeds.get(pairs.size())));
        }
        return pairs.get(index);
    }

    private KeyPair made(int seed) {
        try {
            SecureRandom predictable = SecureRandom.getInstance("SHA1PRNG");
            predictable.setSeed(seed);
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits, predictable);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
