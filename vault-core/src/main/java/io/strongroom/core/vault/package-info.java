/// Tenants, subscriptions, resource groups and vaults: who owns what and where it is, how it is
/// stored, and the port to the store.
///
/// They are created and changed in `core.administration`; `core.access` lets callers in.
@NullMarked
package io.strongroom.core.vault;

import org.jspecify.annotations.NullMarked;
