/// What happened: events, the trail that keeps them, and the one way an operation runs.
///
/// The encoding of an event and the chain belong to `vault-audit`.
@NullMarked
package io.strongroom.core.audit;

import org.jspecify.annotations.NullMarked;
