/// Who a key may be released to: the grammar of release policies, the authorities that attest
/// environments, and the check of their tokens.
///
/// How a released key is wrapped is the HSM's business, and how it is answered is the data plane's.
@NullMarked
package io.strongroom.api.release;

import org.jspecify.annotations.NullMarked;
