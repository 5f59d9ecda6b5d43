package io.strongroom.core.state;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Writes values as bytes in one way only, for seals and for additional authenticated data. Every
/// field is written with its length, so that no two different lists of fields give the same bytes.
/// Numbers are big endian.
public final class CanonicalBytes {
    private static final int ABSENT = -1;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    /// @param format names what follows and its version, such as `key-header/1`
    public CanonicalBytes(String format) {
        text(format);
    }

    public CanonicalBytes bytes(byte[] value) {
        length(value.length);
        out.writeBytes(value);
        return this;
    }

    public CanonicalBytes text(@Nullable String value) {
        if (value == null) {
            length(ABSENT);
            return this;
        }
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    public CanonicalBytes number(long value) {
        length(Long.BYTES);
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    public CanonicalBytes flag(boolean value) {
        return number(value ? 1 : 0);
    }

    public CanonicalBytes id(UUID value) {
        length(2 * Long.BYTES);
        for (long half :
                new long[] {value.getMostSignificantBits(), value.getLeastSignificantBits()}) {
            for (int shift = 56; shift >= 0; shift -= 8) {
                out.write((int) (half >>> shift));
            }
        }
        return this;
    }

    /// Writes a time as seconds since 1970.
    public CanonicalBytes seconds(@Nullable Instant value) {
        if (value == null) {
            length(ABSENT);
            return this;
        }
        return number(value.getEpochSecond());
    }

    public CanonicalBytes texts(Collection<String> values) {
        length(values.size());
        values.forEach(this::text);
        return this;
    }

    public CanonicalBytes texts(Map<String, String> values) {
        length(values.size());
        new TreeMap<>(values)
                .forEach((name, value) -> {
                    text(name);
                    text(value);
                });
        return this;
    }

    /// What was written so far.
    public byte[] toBytes() {
        return out.toByteArray();
    }

    private void length(int value) {
        for (int shift = 24; shift >= 0; shift -= 8) {
            out.write(value >>> shift);
        }
    }
}
