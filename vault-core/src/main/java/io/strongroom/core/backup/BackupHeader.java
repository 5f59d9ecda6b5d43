package io.strongroom.core.backup;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.time.Instant;
import java.util.UUID;

/// What a backup is bound to.
///
/// @param id names the backup in the log
/// @param geography where it can come back
/// @param kind what it holds, such as `key`
/// @param name of what it holds
/// @param parts how many parts it has
/// @param created to the second
public record BackupHeader(
        UUID id,
        TenantId tenant,
        String geography,
        String kind,
        String name,
        int parts,
        Instant created) {
    private static final String FORMAT = "backup-header";
    private static final int VERSION = 1;

    /// The header in its one encoding.
    byte[] encoded() {
        return new CanonicalBytes(FORMAT + "/" + VERSION)
                .id(id)
                .id(tenant.value())
                .text(geography)
                .text(kind)
                .text(name)
                .number(parts)
                .seconds(created)
                .toBytes();
    }

    /// Reads an encoded header.
    ///
    /// @throws IllegalArgumentException if the bytes are not one
    static BackupHeader decode(byte[] encoded) {
        CanonicalReader reader = CanonicalReader.of(encoded, FORMAT, VERSION);
        BackupHeader header =
                new BackupHeader(
                        reader.id(),
                        new TenantId(reader.id()),
                        reader.text(),
                        reader.text(),
                        reader.text(),
                        reader.count(),
                        reader.seconds());
        reader.requireEnd();
        return header;
    }
}
