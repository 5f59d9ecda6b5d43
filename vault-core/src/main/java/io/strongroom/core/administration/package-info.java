/// What is done in charge of a tenant: owners create, change and delete vaults and set who may do
/// what in them, officers read their tenant's log, and the installation's configuration creates
/// tenants.
///
/// What is done with the objects in a vault lives in `core.key`.
@NullMarked
package io.strongroom.core.administration;

import org.jspecify.annotations.NullMarked;
