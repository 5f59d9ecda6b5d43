package io.strongroom.pkcs11.cryptoki;

/// An entry of a template (`CK_ATTRIBUTE`).
///
/// @param type one of [Cka]
public record Attribute(long type, Value value) {

    /// What an attribute can be.
    public sealed interface Value {
        /// `CK_BBOOL`.
        record Flag(boolean value) implements Value {}

        /// `CK_ULONG`.
        record Ulong(long value) implements Value {}

        /// Bytes of any meaning. Never changed once they are here.
        record Bytes(byte[] value) implements Value {
            public Bytes {
                value = value.clone();
            }
        }

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

    /// An attribute that lists mechanism types.
    public static Attribute mechanisms(long type, long... mechanisms) {
        return new Attribute(type, new Value.Mechanisms(mechanisms));
    }
}
