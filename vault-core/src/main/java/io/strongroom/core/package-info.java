/// What every operation speaks: refusals, pages of an answer, the limits of tags, and changes that
/// commit together with their record.
///
/// No technology lives in this module: no Spring, no SQL, no HTTP, no PKCS#11.
@NullMarked
package io.strongroom.core;

import org.jspecify.annotations.NullMarked;
