/// The long runs: what was tried and found as counts, and an exit code that says whether it held.
@NullMarked
package io.strongroom.it.campaign;

import org.jspecify.annotations.NullMarked;
