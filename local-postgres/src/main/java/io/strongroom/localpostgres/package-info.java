/// A private PostgreSQL for development and tests: real `fsync`, SCRAM, loopback TCP only, and no
/// orphan after a `kill -9`.
///
/// Nothing here belongs into production: there the database is given by URL.
@NullMarked
package io.strongroom.localpostgres;

import org.jspecify.annotations.NullMarked;
