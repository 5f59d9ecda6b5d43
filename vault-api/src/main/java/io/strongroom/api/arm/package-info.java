/// How a request outside of the vaults becomes an audited operation and a response, as Azure
/// Resource Manager answers: host, token, operation, refusal. Shared by the control plane and the
/// officers' log.
///
/// No operation lives here; the filter chains are put together in the wiring.
@NullMarked
package io.strongroom.api.arm;

import org.jspecify.annotations.NullMarked;
