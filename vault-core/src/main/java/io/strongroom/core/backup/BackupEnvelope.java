package io.strongroom.core.backup;

import io.strongroom.core.crypto.EncryptedParts;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.core.state.Seal;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;

/// The bytes of a backup. The format is described in `docs/backup-format.md`.
///
/// @param header encoded
/// @param seal over [#statement(byte[], EncryptedParts)], so over every byte of the rest
record BackupEnvelope(byte[] header, EncryptedParts encrypted, Seal seal) {
    private static final String FORMAT = "backup";
    private static final int VERSION = 1;

    /// What the seal says. The parts are in it as a digest, because an HSM takes short data only.
    static byte[] statement(byte[] header, EncryptedParts encrypted) {
        return new CanonicalBytes("backup-statement/1")
                .bytes(header)
                .number(encrypted.rootVersion())
                .bytes(encrypted.wrappedKey())
                .bytes(digest(encrypted.parts()))
                .toBytes();
    }

    byte[] encoded() {
        CanonicalBytes bytes =
                new CanonicalBytes(FORMAT + "/" + VERSION)
                        .bytes(header)
                        .number(encrypted.rootVersion())
                        .bytes(encrypted.wrappedKey())
                        .number(seal.key())
                        .bytes(seal.value())
                        .number(encrypted.parts().size());
        encrypted.parts().forEach(bytes::bytes);
        return bytes.toBytes();
    }

    /// Reads a backup. Nothing of it is believed yet.
    ///
    /// @throws IllegalArgumentException if the bytes are not a backup
    /// @throws io.strongroom.core.VaultException `SERVICE_UNAVAILABLE` if they say that a newer
    ///   version of Strongroom wrote them
    static BackupEnvelope decode(byte[] bytes) {
        CanonicalReader reader = CanonicalReader.of(bytes, FORMAT, VERSION);
        byte[] header = reader.bytes();
        int rootVersion = reader.smallNumber();
        byte[] wrappedKey = reader.bytes();
        Seal seal = new Seal(reader.smallNumber(), reader.bytes());
        List<byte[]> parts = new ArrayList<>();
        for (int left = reader.count(); left > 0; left--) {
            parts.add(reader.bytes());
        }
        reader.requireEnd();
        return new BackupEnvelope(header, new EncryptedParts(wrappedKey, rootVersion, parts), seal);
    }

    /// Over each part with its length before it, in four bytes.
    private static byte[] digest(List<byte[]> parts) {
        MessageDigest digest = Hash.SHA_256.computation();
        for (byte[] part : parts) {
            digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(part.length).flip());
            digest.update(part);
        }
        return digest.digest();
    }
}
