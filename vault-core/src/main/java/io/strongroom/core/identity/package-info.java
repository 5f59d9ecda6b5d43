/// Who calls and what is what: the caller as the token says, and the names and ids of tenants,
/// principals, subscriptions, vaults, keys and key versions. The id of what a tenant owns contains
/// the tenant, so nothing is asked for without saying whose it is.
///
/// The lowest package of the core: it knows none of the others. What the names stand for lives in
/// `core.vault` and `core.key`; what a caller may do is decided in `core.access`.
@NullMarked
package io.strongroom.core.identity;

import org.jspecify.annotations.NullMarked;
