package io.strongroom.api.auth;

import java.time.Instant;

/// The keys of an issuer, as they were found last.
///
/// @param issuer its name
/// @param since when they were fetched; if never, when the service started
/// @param usable whether its tokens can be verified, with these keys or with a set that is kept
///   while its source is down
public record IssuerState(String issuer, Instant since, boolean usable) {}
