/// The development installation: the service with an embedded PostgreSQL, a SoftHSM2 token, a
/// certificate authority, a token service and demo data.
///
/// Nothing here belongs into production; the production artifact does not contain it.
@NullMarked
package io.strongroom.dev;

import org.jspecify.annotations.NullMarked;
