package io.strongroom.pkcs11.key;

import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.identity.VersionId;

/// Identifies the handle of a tenant's key. A handle serves one purpose.
record HandleKey(VersionId version, KeyPurpose purpose) {}
