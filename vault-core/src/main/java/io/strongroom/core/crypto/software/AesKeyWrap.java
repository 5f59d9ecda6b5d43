package io.strongroom.core.crypto.software;

import io.strongroom.core.crypto.AesEncryption.Mode;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.Wrapper;
import org.bouncycastle.crypto.engines.RFC3394WrapEngine;
import org.bouncycastle.crypto.engines.RFC5649WrapEngine;
import org.bouncycastle.crypto.params.KeyParameter;

/// AES key wrap around a block cipher that runs elsewhere: the key stays where the blocks are
/// encrypted. For tokens that wrap only keys of their own, not the bytes of a caller.
public final class AesKeyWrap {
    private static final int BLOCK_BYTES = 16;

    /// Bouncy Castle wants a key, which nothing reads.
    private static final KeyParameter NO_KEY = new KeyParameter(new byte[BLOCK_BYTES]);

    private AesKeyWrap() {}

    /// Wraps.
    ///
    /// @param encryption encrypts one block
    /// @throws IllegalArgumentException for a length that cannot be wrapped
    public static byte[] wrap(Mode mode, UnaryOperator<byte[]> encryption, byte[] plaintext) {
        Wrapper wrapper = wrapper(mode, encryption);
        wrapper.init(true, NO_KEY);
        return wrapper.wrap(plaintext, 0, plaintext.length);
    }

    /// Unwraps.
    ///
    /// @param decryption decrypts one block
    /// @return empty if the bytes were not wrapped with this key
    public static Optional<byte[]> unwrap(
            Mode mode, UnaryOperator<byte[]> decryption, byte[] wrapped) {
        Wrapper wrapper = wrapper(mode, decryption);
        wrapper.init(false, NO_KEY);
        try {
            return Optional.of(wrapper.unwrap(wrapped, 0, wrapped.length));
        } catch (InvalidCipherTextException _) {
            return Optional.empty();
        }
    }

    private static Wrapper wrapper(Mode mode, UnaryOperator<byte[]> block) {
        return switch (mode) {
            case KW -> new RFC3394WrapEngine(new Elsewhere(block));
            case KWP -> new RFC5649WrapEngine(new Elsewhere(block));
            case GCM, CBC, CBC_PAD -> throw new IllegalArgumentException(mode + " is no key wrap");
        };
    }

    /// Encrypts or decrypts, whichever its blocks are for.
    private record Elsewhere(UnaryOperator<byte[]> block) implements BlockCipher {
        @Override
        public void init(boolean forEncryption, CipherParameters parameters) {}

        @Override
        public String getAlgorithmName() {
            return "AES";
        }

        @Override
        public int getBlockSize() {
            return BLOCK_BYTES;
        }

        @Override
        public int processBlock(byte[] in, int inOffset, byte[] out, int outOffset) {
            byte[] input = new byte[BLOCK_BYTES];
            System.arraycopy(in, inOffset, input, 0, BLOCK_BYTES);
            byte[] output = block.apply(input);
            System.arraycopy(output, 0, out, outOffset, BLOCK_BYTES);
            Arrays.fill(input, (byte) 0);
            Arrays.fill(output, (byte) 0);
            return BLOCK_BYTES;
        }

        @Override
        public void reset() {}
    }
}
