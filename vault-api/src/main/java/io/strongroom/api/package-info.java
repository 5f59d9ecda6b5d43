/// The service as a whole: how its parts are put together, its start and its end, its health and
/// its numbers. The only place where parts are made.
@NullMarked
package io.strongroom.api;

import org.jspecify.annotations.NullMarked;
