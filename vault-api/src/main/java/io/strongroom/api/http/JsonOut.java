package io.strongroom.api.http;

import java.util.Arrays;

/// Writes JSON as UTF-8 bytes, member by member, in the order given. The caller closes every object
/// and array that it opens.
public final class JsonOut {
    private static final String HEX = "0123456789abcdef";
    private byte[] bytes;
    private int length;
    private boolean first = true;

    /// @param capacity expected length in bytes
    public JsonOut(int capacity) {
        bytes = new byte[capacity];
    }

    public JsonOut object() {
        return open('{');
    }

    public JsonOut endObject() {
        return close('}');
    }

    public JsonOut array() {
        return open('[');
    }

    public JsonOut endArray() {
        return close(']');
    }

    /// The name of the next member.
    public JsonOut name(String name) {
        text(name);
        put(':');
        first = true;
        return this;
    }

    public JsonOut text(String value) {
        separate();
        ensure(value.length() * 6 + 2);
        bytes[length++] = '"';
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c >= ' ' && c < 127 && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < value.length()
                    && Character.isLowSurrogate(value.charAt(i + 1))) {
                utf8(Character.toCodePoint(c, value.charAt(++i)));
            } else {
                special(c);
            }
        }
        bytes[length++] = '"';
        return this;
    }

    public JsonOut number(long value) {
        return literal(Long.toString(value));
    }

    public JsonOut flag(boolean value) {
        return literal(value ? "true" : "false");
    }

    public JsonOut none() {
        return literal("null");
    }

    /// Bytes as base64url without padding.
    public JsonOut base64Url(byte[] value) {
        separate();
        ensure(Base64Url.encodedLength(value.length) + 2);
        bytes[length++] = '"';
        length = Base64Url.encode(value, bytes, length);
        bytes[length++] = '"';
        return this;
    }

    /// The JSON that was written; the writer's own copy is wiped.
    public byte[] finish() {
        if (length == bytes.length) {
            return bytes;
        }
        byte[] result = Arrays.copyOf(bytes, length);
        Arrays.fill(bytes, 0, length, (byte) 0);
        return result;
    }

    private JsonOut open(char bracket) {
        separate();
        put(bracket);
        first = true;
        return this;
    }

    private JsonOut close(char bracket) {
        put(bracket);
        first = false;
        return this;
    }

    private JsonOut literal(String ascii) {
        separate();
        ensure(ascii.length());
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    private void separate() {
        if (!first) {
            put(',');
        }
        first = false;
    }

    private void special(char c) {
        switch (c) {
            case '"', '\\' -> escape(c);
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            default -> {
                if (c < ' ' || c == 127 || Character.isSurrogate(c)) {
                    escape('u');
                    for (int shift = 12; shift >= 0; shift -= 4) {
                        bytes[length++] = (byte) HEX.charAt(c >>> shift & 15);
                    }
                } else {
                    utf8(c);
                }
            }
        }
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        bytes[length++] = (byte) c;
    }

    private void utf8(int codePoint) {
        if (codePoint < 0x800) {
            bytes[length++] = (byte) (0xC0 | codePoint >>> 6);
        } else {
            if (codePoint < 0x10000) {
                bytes[length++] = (byte) (0xE0 | codePoint >>> 12);
            } else {
                bytes[length++] = (byte) (0xF0 | codePoint >>> 18);
                bytes[length++] = (byte) (0x80 | (codePoint >>> 12 & 63));
            }
            bytes[length++] = (byte) (0x80 | (codePoint >>> 6 & 63));
        }
        bytes[length++] = (byte) (0x80 | (codePoint & 63));
    }

    private void put(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    private void ensure(int more) {
        if (bytes.length - length >= more) {
            return;
        }
        byte[] larger = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        Arrays.fill(bytes, 0, length, (byte) 0);
        bytes = larger;
    }
}
