package io.strongroom.api.http;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Base64 on the wire: written in the URL alphabet without padding (RFC 4648 §5, RFC 7515 §2); read
/// in both alphabets, with or without padding, because some clients send the standard one.
public final class Base64Url {
    private static final byte[] ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
                    .getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VALUES = values();

    private Base64Url() {}

    /// Length of the encoding of this many bytes.
    public static int encodedLength(int bytes) {
        return (bytes * 4 + 2) / 3;
    }

    /// Writes the text into a buffer and returns the position after it.
    public static int encode(byte[] bytes, byte[] to, int position) {
        int at = position;
        int i = 0;
        for (; i + 2 < bytes.length; i += 3) {
            int group = (bytes[i] & 255) << 16 | (bytes[i + 1] & 255) << 8 | (bytes[i + 2] & 255);
            to[at++] = ALPHABET[group >>> 18];
            to[at++] = ALPHABET[group >>> 12 & 63];
            to[at++] = ALPHABET[group >>> 6 & 63];
            to[at++] = ALPHABET[group & 63];
        }
        int rest = bytes.length - i;
        if (rest > 0) {
            int group = (bytes[i] & 255) << 16 | (rest == 2 ? (bytes[i + 1] & 255) << 8 : 0);
            to[at++] = ALPHABET[group >>> 18];
            to[at++] = ALPHABET[group >>> 12 & 63];
            if (rest == 2) {
                to[at++] = ALPHABET[group >>> 6 & 63];
            }
        }
        return at;
    }

    /// Encodes a few bytes that are not secret.
    public static String encode(byte[] bytes) {
        byte[] text = new byte[encodedLength(bytes.length)];
        encode(bytes, text, 0);
        return new String(text, StandardCharsets.US_ASCII);
    }

    /// Reads bytes.
    ///
    /// @return null when the text is not base64
    public static byte @Nullable [] decode(char[] text, int offset, int length) {
        int digits = withoutPadding(text, offset, length);
        if (digits < 0 || digits % 4 == 1) {
            return null;
        }
        byte[] bytes = new byte[digits * 3 / 4];
        int group = 0;
        int at = 0;
        for (int i = 0; i < digits; i++) {
            char c = text[offset + i];
            int value = c < VALUES.length ? VALUES[c] : -1;
            if (value < 0) {
                Arrays.fill(bytes, (byte) 0);
                return null;
            }
            group = group << 6 | value;
            switch (i & 3) {
                case 1 -> bytes[at++] = (byte) (group >>> 4);
                case 2 -> bytes[at++] = (byte) (group >>> 2);
                case 3 -> bytes[at++] = (byte) group;
                default -> {}
            }
        }
        return bytes;
    }

    /// Reads bytes that are not secret.
    ///
    /// @return null when the text is not base64
    public static byte @Nullable [] decode(String text) {
        return decode(text.toCharArray(), 0, text.length());
    }

    private static int withoutPadding(char[] text, int offset, int length) {
        int digits = length;
        while (digits > 0 && length - digits < 2 && text[offset + digits - 1] == '=') {
            digits--;
        }
        return digits < length && length % 4 != 0 ? -1 : digits;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length; i++) {
            values[ALPHABET[i]] = (byte) i;
        }
        values['+'] = values['-'];
        values['/'] = values['_'];
        return values;
    }
}
