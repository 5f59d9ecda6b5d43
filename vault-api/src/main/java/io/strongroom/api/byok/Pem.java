package io.strongroom.api.byok;

import io.strongroom.core.crypto.SecretBytes;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/// Textual encodings of keys (RFC 7468). What a block holds never becomes a `String`.
final class Pem {
    private static final byte[] BEGIN = ascii("-----BEGIN ");
    private static final byte[] END = ascii("-----END ");
    private static final byte[] DASHES = ascii("-----");

    private final byte[] text;

    private Pem(byte[] text) {
        this.text = text;
    }

    /// A block: its content is from `start` to `end`.
    private record Block(String label, int start, int end) {}

    /// Whether the text has a block at all.
    static boolean isIn(byte[] text) {
        return new Pem(text).find(BEGIN, 0) >= 0;
    }

    /// The one block whose label ends like this; others are skipped.
    ///
    /// @throws PackagingException if there is none or more than one, or it is encrypted or damaged
    static Content only(byte[] text, String labelEnd) {
        return new Pem(text).only(labelEnd);
    }

    /// What a block holds.
    record Content(String label, SecretBytes bytes) {}

    private Content only(String labelEnd) {
        List<Block> found =
                blocks().stream().filter(block -> block.label().endsWith(labelEnd)).toList();
        if (found.size() != 1) {
            throw new PackagingException(
                    "the file has %d blocks %s, and must have one"
                            .formatted(found.size(), labelEnd));
        }
        Block block = found.getFirst();
        if (block.label().startsWith("ENCRYPTED") || has(':', block)) {
            throw new PackagingException(
                    "the key is encrypted: decrypt it first, for example with openssl pkey");
        }
        return new Content(block.label(), decoded(block));
    }

    private List<Block> blocks() {
        List<Block> blocks = new ArrayList<>();
        int begin = find(BEGIN, 0);
        while (begin >= 0) {
            int label = begin + BEGIN.length;
            int labelEnd = find(DASHES, label);
            int end = labelEnd < 0 ? -1 : find(END, labelEnd);
            if (end < 0) {
                throw new PackagingException("the file has a block without an end");
            }
            blocks.add(
                    new Block(
                            new String(text, label, labelEnd - label, StandardCharsets.US_ASCII),
                            labelEnd + DASHES.length,
                            end));
            begin = find(BEGIN, end);
        }
        return blocks;
    }

    private boolean has(char c, Block block) {
        for (int i = block.start(); i < block.end(); i++) {
            if (text[i] == c) {
                return true;
            }
        }
        return false;
    }

    private SecretBytes decoded(Block block) {
        try (SecretBytes digits = SecretBytes.of(digits(block));
                SecretBytes room = SecretBytes.of(new byte[digits.length()])) {
            int length = Base64.getDecoder().decode(digits.bytes(), room.bytes());
            return SecretBytes.of(Arrays.copyOf(room.bytes(), length));
        } catch (IllegalArgumentException e) {
            throw new PackagingException("the block " + block.label() + " is not base64");
        }
    }

    /// The block without white space.
    private byte[] digits(Block block) {
        int count = 0;
        for (int i = block.start(); i < block.end(); i++) {
            count += text[i] > ' ' ? 1 : 0;
        }
        byte[] digits = new byte[count];
        int at = 0;
        for (int i = block.start(); i < block.end(); i++) {
            if (text[i] > ' ') {
                digits[at++] = text[i];
            }
        }
        return digits;
    }

    private int find(byte[] word, int from) {
        for (int i = from; i <= text.length - word.length; i++) {
            if (Arrays.equals(text, i, i + word.length, word, 0, word.length)) {
                return i;
            }
        }
        return -1;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
