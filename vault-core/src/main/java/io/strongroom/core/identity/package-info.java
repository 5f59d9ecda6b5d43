/// The caller, and the names and ids of tenants, principals, subscriptions, vaults, keys and key
/// versions. The id of an object contains its tenant, so that no look-up can miss the tenant.
///
/// The lowest package of the core: it depends on no other. `core.vault` and `core.key` have the
/// objects themselves; `core.access` decides what a caller may do.
@NullMarked
package io.strongroom.core.identity;

import org.jspecify.annotations.NullMarked;
