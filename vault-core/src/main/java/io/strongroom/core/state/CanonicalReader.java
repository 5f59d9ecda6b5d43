package io.strongroom.core.state;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Reads what [CanonicalBytes] wrote, field by field in the same order. Every method throws an
/// [IllegalArgumentException] if the bytes are not such a field.
public final class CanonicalReader {
    private static final int ABSENT = -1;
    private final ByteBuffer bytes;
    private int version;

    private CanonicalReader(byte[] document) {
        this.bytes = ByteBuffer.wrap(document);
    }

    /// Begins to read a document.
    ///
    /// @param name what the document must be, such as `key-version`
    /// @param newest the newest version of it that can be read
    /// @throws VaultException `SERVICE_UNAVAILABLE` if its version is newer
    public static CanonicalReader of(byte[] document, String name, int newest) {
        CanonicalReader reader = new CanonicalReader(document);
        String format = reader.text();
        String prefix = name + "/";
        if (!format.startsWith(prefix)) {
            throw new OtherKindException("not a document of kind " + name);
        }
        reader.version = versionOf(format.substring(prefix.length()));
        if (reader.version > newest) {
            throw new VaultException(
                    Problem.SERVICE_UNAVAILABLE,
                    "A stored %s was written by a newer version of Strongroom: its format is %s, this node reads up to %s%d. Upgrade this node."
                            .formatted(name.replace('-', ' '), format, prefix, newest));
        }
        return reader;
    }

    /// A document of another kind than the requested one.
    public static final class OtherKindException extends IllegalArgumentException {
        private OtherKindException(String message) {
            super(message);
        }
    }

    private static int versionOf(String text) {
        if (!text.matches("[1-9][0-9]{0,5}")) {
            throw new IllegalArgumentException("a document without a version");
        }
        return Integer.parseInt(text);
    }

    /// The version of the document's format.
    public int version() {
        return version;
    }

    public byte[] bytes() {
        int length = length();
        if (length < 0) {
            throw new IllegalArgumentException("a field is absent");
        }
        return take(length);
    }

    public String text() {
        return decoded(bytes());
    }

    public @Nullable String optionalText() {
        int length = length();
        return length == ABSENT ? null : decoded(take(length));
    }

    public long number() {
        requireLength(Long.BYTES);
        return ByteBuffer.wrap(take(Long.BYTES)).getLong();
    }

    /// A number that fits into an `int`.
    public int smallNumber() {
        long value = number();
        if (value != (int) value) {
            throw new IllegalArgumentException("a number out of range");
        }
        return (int) value;
    }

    public boolean flag() {
        long value = number();
        if (value != 0 && value != 1) {
            throw new IllegalArgumentException("a flag that is " + value);
        }
        return value == 1;
    }

    public UUID id() {
        requireLength(2 * Long.BYTES);
        ByteBuffer halves = ByteBuffer.wrap(take(2 * Long.BYTES));
        return new UUID(halves.getLong(), halves.getLong());
    }

    /// The number of the elements that follow, when they are not texts.
    public int count() {
        return requireCount(smallNumber());
    }

    /// A time in whole seconds.
    public Instant seconds() {
        try {
            return Instant.ofEpochSecond(number());
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("a time out of range", e);
        }
    }

    public @Nullable Instant optionalSeconds() {
        bytes.mark();
        if (length() == ABSENT) {
            return null;
        }
        bytes.reset();
        return seconds();
    }

    public List<String> texts() {
        int count = requireCount(length());
        List<String> values = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            values.add(text());
        }
        return values;
    }

    public Map<String, String> textMap() {
        int count = requireCount(length());
        Map<String, String> values = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            if (values.put(text(), text()) != null) {
                throw new IllegalArgumentException("a name that comes twice");
            }
        }
        return values;
    }

    /// Requires that everything was read.
    public void requireEnd() {
        if (bytes.hasRemaining()) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes too many");
        }
    }

    private static int requireCount(int count) {
        if (count < 0) {
            throw new IllegalArgumentException("a list of " + count);
        }
        return count;
    }

    private void requireLength(int expected) {
        int length = length();
        if (length != expected) {
            throw new IllegalArgumentException("a field of " + length + " bytes");
        }
    }

    private int length() {
        try {
            return bytes.getInt();
        } catch (BufferUnderflowException e) {
            throw new IllegalArgumentException("a field is missing", e);
        }
    }

    private byte[] take(int length) {
        if (length < 0 || length > bytes.remaining()) {
            throw new IllegalArgumentException("a field of " + length + " bytes");
        }
        byte[] value = new byte[length];
        bytes.get(value);
        return value;
    }

    private static String decoded(byte[] utf8) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("a text that is not UTF-8", e);
        }
    }
}
