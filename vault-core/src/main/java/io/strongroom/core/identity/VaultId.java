package io.strongroom.core.identity;

import java.util.UUID;

/// A vault of a tenant. A query that names a vault names its tenant.
public record VaultId(TenantId tenant, UUID value) {}
