package io.strongroom.core.key;

import io.strongroom.core.vault.VaultId;

/// A key of a vault, whatever its version.
public record KeyId(VaultId vault, KeyName name) {}
