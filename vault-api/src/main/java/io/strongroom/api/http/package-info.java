/// The parts of HTTP that both planes share: addresses, facts of a request, JSON with limits, error
/// bodies.
///
/// It has no operation, and no rule of a vault.
@NullMarked
package io.strongroom.api.http;

import org.jspecify.annotations.NullMarked;
