/// What every part of the core shares: the caller, the refusals, pages, and state changes.
///
/// No technology lives in this module: no Spring, no SQL, no HTTP, no PKCS#11.
@NullMarked
package io.strongroom.core;

import org.jspecify.annotations.NullMarked;
