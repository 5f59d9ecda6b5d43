/// How state is kept: documents in one encoding, the seals over them, generations that tell whether
/// a document is the newest, and changes that commit with the record of an operation.
///
/// Which documents there are is defined beside what they describe, in `core.vault` and `core.key`.
@NullMarked
package io.strongroom.core.state;

import org.jspecify.annotations.NullMarked;
