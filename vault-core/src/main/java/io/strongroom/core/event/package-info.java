/// Events of keys, for tenants to read and to receive at a webhook. Unlike the log, they prove
/// nothing.
///
/// What causes them is in `core.key`.
@NullMarked
package io.strongroom.core.event;

import org.jspecify.annotations.NullMarked;
