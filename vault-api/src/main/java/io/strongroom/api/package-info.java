/// The service as a whole: wiring, settings, start and stop, health and metrics. The parts are
/// created here and nowhere else.
@NullMarked
package io.strongroom.api;

import org.jspecify.annotations.NullMarked;
