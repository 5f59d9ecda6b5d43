package io.strongroom.postgres;

import java.time.Instant;

/// What the database says of itself.
///
/// @param server version of PostgreSQL, such as `18.6`
/// @param schema version of the newest migration
/// @param time of its clock
public record DatabaseFacts(String server, String schema, Instant time) {}
