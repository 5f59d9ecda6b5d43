/// What those in charge do: owners create, change and delete vaults and say who may do what in
/// them, officers read their tenant's log, and the installation's configuration makes tenants.
///
/// Those who use keys come by `core.access` to `core.key`.
@NullMarked
package io.strongroom.core.administration;

import org.jspecify.annotations.NullMarked;
