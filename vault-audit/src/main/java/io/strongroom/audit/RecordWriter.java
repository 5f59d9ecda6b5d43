package io.strongroom.audit;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes the fields of a record: numbers in big endian, texts as their length and UTF-8.
final class RecordWriter {
    static final int ABSENT = -1;
    private static final VarHandle INT =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONG =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private byte[] bytes;
    private int length;

    RecordWriter(int expectedLength) {
        bytes = new byte[expectedLength];
    }

    RecordWriter octet(int value) {
        reserve(1);
        bytes[length++] = (byte) value;
        return this;
    }

    RecordWriter integer(int value) {
        reserve(Integer.BYTES);
        INT.set(bytes, length, value);
        length += Integer.BYTES;
        return this;
    }

    RecordWriter number(long value) {
        reserve(Long.BYTES);
        putNumber(bytes, length, value);
        length += Long.BYTES;
        return this;
    }

    RecordWriter time(Instant value) {
        return number(micros(value));
    }

    RecordWriter id(UUID value) {
        return number(value.getMostSignificantBits()).number(value.getLeastSignificantBits());
    }

    RecordWriter text(@Nullable String value) {
        if (value == null) {
            return integer(ABSENT);
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return integer(utf8.length).raw(utf8);
    }

    RecordWriter raw(byte[] value) {
        reserve(value.length);
        System.arraycopy(value, 0, bytes, length, value.length);
        length += value.length;
        return this;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /// Whole microseconds since 1970.
    static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), 1_000_000), time.getNano() / 1000);
    }

    static void putNumber(byte[] bytes, int offset, long value) {
        LONG.set(bytes, offset, value);
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
