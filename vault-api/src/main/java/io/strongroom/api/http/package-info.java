/// What both planes need of HTTP: addresses, facts of a request, JSON with limits, error bodies.
///
/// No operation and no rule of a vault lives here.
@NullMarked
package io.strongroom.api.http;

import org.jspecify.annotations.NullMarked;
