/// Work without a request: tasks that run again and again, on one node at a time.
///
/// What a task does lives beside what it is about; its records name the service as the caller.
@NullMarked
package io.strongroom.core.schedule;

import org.jspecify.annotations.NullMarked;
