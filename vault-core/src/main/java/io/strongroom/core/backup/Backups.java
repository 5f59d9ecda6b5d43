package io.strongroom.core.backup;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.EncryptedParts;
import io.strongroom.core.state.SealedDocument;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.vault.OpenVault;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;

/// Writes and opens backups of any kind: encrypted and sealed by the HSM, bound to a tenant and a
/// geography.
public final class Backups {
    /// Largest backup, in bytes: it must fit into the request that restores it.
    public static final int MAX_BYTES = 4 * 1024 * 1024;

    private final BackupCipher cipher;
    private final Sealer sealer;
    private final Geographies geographies;
    private final Supplier<UUID> ids;
    private final Clock clock;

    /// @param ids random identifiers of 128 bits
    public Backups(
            BackupCipher cipher,
            Sealer sealer,
            Geographies geographies,
            Supplier<UUID> ids,
            Clock clock) {
        this.cipher = cipher;
        this.sealer = sealer;
        this.geographies = geographies;
        this.ids = ids;
        this.clock = clock;
    }

    /// A backup that was written.
    ///
    /// @param id names it in the log
    public record Written(UUID id, byte[] bytes) {}

    /// A backup that was opened: all of it is as it was written.
    public record Opened(BackupHeader header, List<byte[]> parts) {}

    /// Writes a backup of something in a vault.
    ///
    /// @param kind what it holds, such as `key`
    /// @param name of what it holds
    /// @throws VaultException `BAD_PARAMETER` if it would be larger than [#MAX_BYTES]
    public Written write(OpenVault vault, String kind, String name, List<byte[]> parts) {
        BackupHeader header =
                new BackupHeader(
                        ids.get(),
                        vault.tenant().id(),
                        geography(vault),
                        kind,
                        name,
                        parts.size(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS));
        byte[] context = header.encoded();
        EncryptedParts encrypted = cipher.encrypt(context, parts);
        byte[] statement = BackupEnvelope.statement(context, encrypted);
        BackupEnvelope envelope = new BackupEnvelope(context, encrypted, sealer.seal(statement));
        return new Written(header.id(), requireSize(envelope.encoded(), name));
    }

    private static byte[] requireSize(byte[] backup, String name) {
        if (backup.length > MAX_BYTES) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The backup of %s is larger than %d bytes.".formatted(name, MAX_BYTES));
        }
        return backup;
    }

    /// Opens a backup to restore it in a vault.
    ///
    /// @throws VaultException `MALFORMED_BACKUP` if it is not a backup of this kind that this
    ///   installation's HSM sealed, or is one of another tenant or geography
    public Opened open(OpenVault vault, String kind, byte[] backup) {
        BackupEnvelope envelope = decoded(backup);
        requireSealed(envelope);
        BackupHeader header = BackupHeader.decode(envelope.header());
        if (!header.tenant().equals(vault.tenant().id())
                || !header.geography().equals(geography(vault))) {
            throw undecryptable();
        }
        if (!header.kind().equals(kind)) {
            throw corrupt();
        }
        return new Opened(
                header,
                cipher.decrypt(envelope.header(), envelope.encrypted())
                        .orElseThrow(Backups::undecryptable));
    }

    /// The HSM lacks a key that the backup needs, or the backup is from elsewhere.
    public static VaultException undecryptable() {
        return new VaultException(Problem.MALFORMED_BACKUP, "Cannot decrypt backup blob.");
    }

    private static BackupEnvelope decoded(byte[] backup) {
        try {
            return BackupEnvelope.decode(backup);
        } catch (IllegalArgumentException malformed) {
            throw corrupt();
        } catch (VaultException newer) {
            throw new VaultException(
                    Problem.MALFORMED_BACKUP,
                    "Backup blob is corrupt, or was written by a newer version of this service.");
        }
    }

    private void requireSealed(BackupEnvelope envelope) {
        byte[] statement = BackupEnvelope.statement(envelope.header(), envelope.encrypted());
        List<SealedDocument> sealed = List.of(new SealedDocument(statement, envelope.seal()));
        if (!sealer.matches(sealed).getFirst()) {
            throw corrupt();
        }
    }

    private String geography(OpenVault vault) {
        return geographies.of(vault.vault().location());
    }

    private static VaultException corrupt() {
        return new VaultException(Problem.MALFORMED_BACKUP, "Backup blob is corrupt.");
    }
}
