/// The control plane: `Microsoft.KeyVault` in the shapes of Azure Resource Manager, and as much of
/// `Microsoft.Resources` as its clients ask for first.
///
/// Rules live in `core.administration`; what a vault does for its callers lives in `api.data`.
@NullMarked
package io.strongroom.api.control;

import org.jspecify.annotations.NullMarked;
