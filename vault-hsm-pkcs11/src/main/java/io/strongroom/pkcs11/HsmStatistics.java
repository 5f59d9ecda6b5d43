package io.strongroom.pkcs11;

/// Counts since the start.
///
/// @param operations operations that went through
/// @param hits uses of a key that found its handle
/// @param misses uses of a key that had to unwrap it
/// @param evictions keys that made room for others
/// @param busy calls refused because no session became free in time
/// @param recoveries initialisations after the first
/// @param cachedKeys handles kept at the moment
/// @param sessions size of the pool
/// @param idleSessions sessions that nobody uses at the moment
/// @param epoch counts the initialisations of the module; handles of an older epoch are void
public record HsmStatistics(
        long operations,
        long hits,
        long misses,
        long evictions,
        long busy,
        long recoveries,
        int cachedKeys,
        int sessions,
        int idleSessions,
        int epoch) {}
