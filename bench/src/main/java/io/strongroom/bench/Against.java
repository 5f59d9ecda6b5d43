package io.strongroom.bench;

/// How the service is compared with that of another commit.
///
/// @param starts of both services
/// @param rounds of each point in a start, one measurement of each service
record Against(Commit commit, int starts, int rounds) {}
