/// Tenants, subscriptions, resource groups and vaults: who owns what, and where it is.
///
/// Rights live in `core.access`, keys in `core.key`.
@NullMarked
package io.strongroom.core.vault;

import org.jspecify.annotations.NullMarked;
