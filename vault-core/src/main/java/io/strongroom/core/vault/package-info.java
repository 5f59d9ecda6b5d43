/// Tenants, subscriptions, resource groups and vaults: who owns what and where it is, and the port
/// to where that is kept.
///
/// Who gets in is `core.access`'s affair.
@NullMarked
package io.strongroom.core.vault;

import org.jspecify.annotations.NullMarked;
