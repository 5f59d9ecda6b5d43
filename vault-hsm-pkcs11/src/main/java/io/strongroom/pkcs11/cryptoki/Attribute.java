package io.strongroom.pkcs11.cryptoki;

import io.strongroom.core.crypto.SecretBytes;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/// An entry of a template (`CK_ATTRIBUTE`).
///
/// @param type one of [Cka]
public record Attribute(long type, Value value) {

    /// The value of an attribute.
    public sealed interface Value {
        /// `CK_BBOOL`.
        record Flag(boolean value) implements Value {}

        /// `CK_ULONG`.
        record Ulong(long value) implements Value {}

        /// Bytes of any meaning.
        record Bytes(byte[] value) implements Value {
            public Bytes {
                value = value.clone();
            }
        }

        /// A private part of a key. The array is not copied; its owner wipes it.
        record Secret(byte[] value) implements Value {}

        /// A list of mechanism types.
        record Mechanisms(long[] value) implements Value {
            public Mechanisms {
                value = value.clone();
            }
        }

        /// A template inside a template.
        record Nested(Template value) implements Value {}
    }

    public static Attribute of(long type, boolean value) {
        return new Attribute(type, new Value.Flag(value));
    }

    public static Attribute of(long type, long value) {
        return new Attribute(type, new Value.Ulong(value));
    }

    public static Attribute of(long type, byte[] value) {
        return new Attribute(type, new Value.Bytes(value));
    }

    public static Attribute of(long type, Template value) {
        return new Attribute(type, new Value.Nested(value));
    }

    /// An attribute that is a private part of a key.
    public static Attribute secret(long type, SecretBytes value) {
        return new Attribute(type, new Value.Secret(value.bytes()));
    }

    /// An attribute that lists mechanism types.
    public static Attribute mechanisms(long type, long... mechanisms) {
        return new Attribute(type, new Value.Mechanisms(mechanisms));
    }

    /// Whether the value on the token is this value.
    ///
    /// @param read the result of `C_GetAttributeValue`
    /// @throws IllegalArgumentException for a nested template and a private part, which tokens do
    ///   not return
    public boolean holds(byte[] read) {
        return switch (value) {
            case Value.Flag(boolean flag) -> read.length == 1 && (read[0] != 0) == flag;
            case Value.Ulong(long number) -> Arrays.equals(read, ulongs(number));
            case Value.Bytes(byte[] bytes) -> Arrays.equals(read, bytes);
            case Value.Secret _ -> throw new IllegalArgumentException("a private part of a key");
            case Value.Mechanisms(long[] mechanisms) -> Arrays.equals(read, ulongs(mechanisms));
            case Value.Nested _ -> throw new IllegalArgumentException("nested template");
        };
    }

    private static byte[] ulongs(long... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Long.BYTES * values.length).order(ByteOrder.nativeOrder());
        for (long number : values) {
            bytes.putLong(number);
        }
        return bytes.array();
    }
}
