package io.strongroom.it.campaign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// Wrong ciphertexts for AES keys.
final class WrongAes {
    private static final byte[] VECTOR = new byte[16];

    /// Of one block and a part of another at most, so that the HSM has the same work with all.
    private static final int[] LENGTHS = {0, 1, 2, 3, 7, 8, 9, 12, 13, 14, 15, 17, 20, 24, 30, 31};

    /// Blocks that no padding ends.
    private static final List<String> PADDINGS =
            List.of(
                    "00000000000000000000000000000000",
                    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a00",
                    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a02",
                    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a0102",
                    "5a5a5a5a5a5a5a5a5a5a5a5a5a030203",
                    "5a5a5a5a5a5a5a5a5a5a5a5a5a020303",
                    "5a5a5a5a5a5a5a080808080807080808",
                    "5a0f0f0f0f0f0f0f0f0f0f0f0f0f0f10",
                    "0f101010101010101010101010101010",
                    "11111111111111111111111111111111",
                    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a11",
                    "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a80",
                    "ffffffffffffffffffffffffffffffff");

    private WrongAes() {}

    /// @param good value, iv and tag of a good ciphertext
    static List<WrongCiphertext> gcm(Map<String, byte[]> good) {
        List<WrongCiphertext> wrong = new ArrayList<>();
        wrong.addAll(WrongCiphertext.flipped(good, "value", 4));
        wrong.addAll(WrongCiphertext.flipped(good, "iv", 4));
        wrong.addAll(WrongCiphertext.flipped(good, "tag", 4));
        wrong.add(WrongCiphertext.with(good, "tag", new byte[16], "no tag"));
        wrong.add(WrongCiphertext.with(good, "aad", new byte[] {1}, "other data beside it"));
        return wrong;
    }

    /// @param good a good value of key wrap
    static List<WrongCiphertext> wrapped(byte[] good) {
        Map<String, byte[]> members = Map.of("value", good);
        List<WrongCiphertext> wrong =
                new ArrayList<>(WrongCiphertext.flipped(members, "value", 11));
        wrong.add(WrongCiphertext.timed("zeros", new byte[good.length]));
        wrong.add(WrongCiphertext.untimed("8 bytes less", Arrays.copyOf(good, good.length - 8)));
        wrong.add(WrongCiphertext.untimed("8 bytes more", Arrays.copyOf(good, good.length + 8)));
        wrong.add(WrongCiphertext.untimed("a byte less", Arrays.copyOf(good, good.length - 1)));
        wrong.add(WrongCiphertext.untimed("nothing", new byte[0]));
        return wrong;
    }

    /// CBC notices lengths only.
    static List<WrongCiphertext> cbc() {
        List<WrongCiphertext> wrong = new ArrayList<>();
        for (int length : LENGTHS) {
            wrong.add(
                    WrongCiphertext.timed(
                            length + " bytes", Map.of("value", new byte[length], "iv", VECTOR)));
        }
        return wrong;
    }

    /// @param encryption of blocks without padding, with a vector of zeros
    static List<WrongCiphertext> paddedCbc(Function<byte[], byte[]> encryption) {
        List<WrongCiphertext> wrong = new ArrayList<>();
        for (String padding : PADDINGS) {
            byte[] blocks = HexFormat.of().parseHex("5a".repeat(16) + padding);
            wrong.add(
                    WrongCiphertext.timed(
                            "blocks that end with " + padding,
                            Map.of("value", encryption.apply(blocks), "iv", VECTOR)));
        }
        return wrong;
    }
}
