package io.strongroom.api.byok;

import java.util.Arrays;

/// The elements of a DER encoding (ITU-T X.690), one after the other. They are places in its bytes:
/// nothing is copied.
final class Der {
    static final int INTEGER = 0x02;
    static final int OCTET_STRING = 0x04;
    static final int OBJECT_IDENTIFIER = 0x06;
    static final int SEQUENCE = 0x30;

    private static final int LONG_FORM = 0x80;
    private static final int MOST_LENGTH_BYTES = 3;

    private final byte[] bytes;
    private final int end;
    private int at;

    private Der(byte[] bytes, int start, int end) {
        this.bytes = bytes;
        this.at = start;
        this.end = end;
    }

    static Der of(byte[] bytes) {
        return new Der(bytes, 0, bytes.length);
    }

    /// An element, from its tag to the end of its content.
    record Element(byte[] bytes, int tag, int start, int content, int end) {
        /// The elements inside.
        Der inside() {
            return new Der(bytes, content, end);
        }

        /// A copy of the whole element.
        byte[] whole() {
            return Arrays.copyOfRange(bytes, start, end);
        }

        boolean is(byte[] encoded) {
            return Arrays.equals(bytes, start, end, encoded, 0, encoded.length);
        }
    }

    boolean hasMore() {
        return at < end;
    }

    /// The next element.
    ///
    /// @throws PackagingException if it is malformed, or has another tag
    Element next(int tag) {
        Element element = next();
        if (element.tag() != tag) {
            throw malformed();
        }
        return element;
    }

    /// The next element, whatever it is.
    ///
    /// @throws PackagingException if there is none, or it is malformed
    Element next() {
        int start = at;
        int tag = read();
        int length = length();
        if (length > end - at) {
            throw malformed();
        }
        Element element = new Element(bytes, tag, start, at, at + length);
        at += length;
        return element;
    }

    private int length() {
        int first = read();
        if (first < LONG_FORM) {
            return first;
        }
        int count = first - LONG_FORM;
        if (count == 0 || count > MOST_LENGTH_BYTES) {
            throw malformed();
        }
        int length = 0;
        for (int i = 0; i < count; i++) {
            length = length << 8 | read();
        }
        return length;
    }

    private int read() {
        if (at == end) {
            throw malformed();
        }
        return bytes[at++] & 255;
    }

    /// Writes an element with this content.
    static byte[] element(int tag, byte[]... content) {
        int length = Arrays.stream(content).mapToInt(part -> part.length).sum();
        byte[] header = header(tag, length);
        byte[] element = Arrays.copyOf(header, header.length + length);
        int at = header.length;
        for (byte[] part : content) {
            System.arraycopy(part, 0, element, at, part.length);
            at += part.length;
        }
        return element;
    }

    private static byte[] header(int tag, int length) {
        if (length < LONG_FORM) {
            return new byte[] {(byte) tag, (byte) length};
        }
        return length < 256
                ? new byte[] {(byte) tag, (byte) (LONG_FORM + 1), (byte) length}
                : new byte[] {
                    (byte) tag, (byte) (LONG_FORM + 2), (byte) (length >> 8), (byte) length
                };
    }

    private static PackagingException malformed() {
        return new PackagingException("the key is malformed");
    }
}
