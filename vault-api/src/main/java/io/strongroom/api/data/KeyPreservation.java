package io.strongroom.api.data;

import io.strongroom.core.key.KeyBackups;
import io.strongroom.core.operation.Decided;

/// Backing up and restoring keys on the wire.
final class KeyPreservation {
    private final KeyBackups backups;

    KeyPreservation(KeyBackups backups) {
        this.backups = backups;
    }

    Decided<byte[]> backup(Call call) {
        return backups.backup(call.visit(), call.name()).map(KeyBackupJson::write);
    }

    Decided<byte[]> restore(Call call) {
        return backups.restore(call.visit(), () -> KeyBackupJson.read(call))
                .map(version -> new KeyJson(call).bundle(version));
    }
}
