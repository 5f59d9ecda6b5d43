package io.strongroom.it.search;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/// The bytes that a text may stand for.
public final class Texts {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{40,}");
    private static final Pattern HEX = Pattern.compile("(?:[0-9A-Fa-f]{2}){32,}");
    private static final int SHORTEST_FIELD = 32;

    private Texts() {}

    /// The text's characters as bytes, and what its runs of base64 and hexadecimal digits say.
    public static void forEachReading(String text, Consumer<byte[]> consumer) {
        consumer.accept(text.getBytes(ISO_8859_1));
        BASE64.matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(run -> decodeBase64(run, consumer));
        HEX.matcher(text)
                .results()
                .map(MatchResult::group)
                .forEach(run -> consumer.accept(HexFormat.of().parseHex(run)));
    }

    /// The fields of a sealed document, whose lengths stand before them in four bytes: each field's
    /// bytes, and what they stand for as UTF-8.
    public static void forEachField(byte[] document, Consumer<byte[]> consumer) {
        ByteBuffer bytes = ByteBuffer.wrap(document);
        for (int at = 0; at + Integer.BYTES < document.length; at++) {
            int start = at + Integer.BYTES;
            int length = bytes.getInt(at);
            if (length >= SHORTEST_FIELD && length <= document.length - start) {
                byte[] field = Arrays.copyOfRange(document, start, start + length);
                consumer.accept(field);
                forEachReading(new String(field, UTF_8), consumer);
            }
        }
    }

    /// A run may begin anywhere in a group of four.
    private static void decodeBase64(String run, Consumer<byte[]> consumer) {
        String url = run.replace('+', '-').replace('/', '_');
        for (int start = 0; start < 4; start++) {
            int length = (url.length() - start) / 4 * 4;
            int rest = (url.length() - start) % 4;
            int end = start + length + (rest == 1 ? 0 : rest);
            consumer.accept(Base64.getUrlDecoder().decode(url.substring(start, end)));
        }
    }
}
