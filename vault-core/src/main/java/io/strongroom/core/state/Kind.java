package io.strongroom.core.state;

/// A kind of thing that is stored as a sealed document: how its document is written and read.
///
/// A document begins with the name of the kind and a version. A change to what is written raises
/// the version, and [#decode] goes on to read the older ones.
public interface Kind<T> {

    /// The name in documents, such as `key-version`.
    String name();

    /// The newest version that [#encode] writes and [#decode] can read.
    int version();

    /// The version that [#encode] writes for a value: an older one as long as it can say
    /// everything, so that nodes of the version before can read it.
    default int version(T value) {
        return version();
    }

    /// Writes the document, without its name and version.
    void write(T value, CanonicalBytes document);

    /// Reads a document of [#version] or older, after its name and version.
    ///
    /// @throws IllegalArgumentException if the document is malformed
    T read(CanonicalReader document);

    /// What operations that use the thing rely on.
    Guard guard(T value);

    /// Writes the whole document.
    default byte[] encode(T value) {
        CanonicalBytes document = new CanonicalBytes(name() + "/" + version(value));
        write(value, document);
        return document.toBytes();
    }

    /// Reads the whole document.
    ///
    /// @throws io.strongroom.core.VaultException `SERVICE_UNAVAILABLE` if a newer version of
    ///   Strongroom wrote the document
    /// @throws IllegalArgumentException if the document is malformed or of another kind
    default T decode(byte[] document) {
        CanonicalReader reader = CanonicalReader.of(document, name(), version());
        T value = read(reader);
        reader.requireEnd();
        return value;
    }
}
