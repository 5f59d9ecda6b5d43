/// How a request outside of the vaults becomes an audited operation and an answer; shared by the
/// control plane and the officers' log.
@NullMarked
package io.strongroom.api.operation;

import org.jspecify.annotations.NullMarked;
