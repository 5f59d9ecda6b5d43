/// The control plane: `Microsoft.KeyVault` with the protocol of Azure Resource Manager, and the
/// part of `Microsoft.Resources` that its clients use first.
///
/// Rules live in `core.administration`, the data plane in `api.data`.
@NullMarked
package io.strongroom.api.control;

import org.jspecify.annotations.NullMarked;
