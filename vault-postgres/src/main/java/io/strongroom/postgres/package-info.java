/// Everything that the service keeps in PostgreSQL: tenants, vaults and keys, with their seals and
/// caches; the chain of the audit log and its search; the pool and the migrations.
///
/// Every statement on a tenant's rows names the tenant and runs as that tenant (row-level
/// security). No rule about who may do what lives here.
@NullMarked
package io.strongroom.postgres;

import org.jspecify.annotations.NullMarked;
