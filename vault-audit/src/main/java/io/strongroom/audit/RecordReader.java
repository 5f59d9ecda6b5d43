package io.strongroom.audit;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what [RecordWriter] wrote, and rejects everything that it does not write.
final class RecordReader {
    private static final char REPLACEMENT = '\uFFFD'; // decoded from bytes that are not UTF-8

    private final ByteBuffer bytes;

    RecordReader(byte[] record) {
        bytes = ByteBuffer.wrap(record);
    }

    int octet() {
        require(1);
        return Byte.toUnsignedInt(bytes.get());
    }

    boolean flag() {
        int value = octet();
        if (value > 1) {
            throw malformed("a flag of " + value);
        }
        return value == 1;
    }

    int integer() {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    long number() {
        require(Long.BYTES);
        return bytes.getLong();
    }

    UUID id() {
        return new UUID(number(), number());
    }

    byte[] raw(int length) {
        require(length);
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    String text() {
        String value = optionalText();
        if (value == null) {
            throw malformed("a text is absent");
        }
        return value;
    }

    @Nullable String optionalText() {
        int length = integer();
        if (length == RecordWriter.ABSENT) {
            return null;
        }
        byte[] utf8 = raw(length);
        String value = new String(utf8, StandardCharsets.UTF_8);
        if (value.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(utf8);
        }
        return value;
    }

    private static void requireUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
        } catch (CharacterCodingException e) {
            throw malformed("a text is not UTF-8");
        }
    }

    void requireEnd() {
        if (bytes.hasRemaining()) {
            throw malformed(bytes.remaining() + " bytes after the end");
        }
    }

    static IllegalArgumentException malformed(String what) {
        return new IllegalArgumentException("malformed record: " + what);
    }

    private void require(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw malformed("it ends too early");
        }
    }
}
