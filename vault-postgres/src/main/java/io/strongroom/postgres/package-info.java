/// Tenants, vaults and keys in PostgreSQL: SQL, rows and their seals, caches, the pool, migrations.
///
/// Every statement on a tenant's rows names the tenant and runs as that tenant (row-level
/// security). No rule about who may do what lives here.
@NullMarked
package io.strongroom.postgres;

import org.jspecify.annotations.NullMarked;
