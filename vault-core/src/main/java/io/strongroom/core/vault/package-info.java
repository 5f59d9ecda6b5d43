/// Tenants, subscriptions, resource groups and vaults: who owns what and where it is, and the port
/// to where that is kept.
///
/// Who creates and changes them is `core.administration`'s affair, who gets in `core.access`'s.
@NullMarked
package io.strongroom.core.vault;

import org.jspecify.annotations.NullMarked;
