package io.strongroom.pkcs11;

/// Counts since the start, and the present state.
///
/// @param operations operations that succeeded
/// @param hits uses of a key that found its handle
/// @param misses uses of a key that had to unwrap it
/// @param evictions keys that were destroyed to make room for others
/// @param busy calls that were refused because no session became free in time
/// @param recoveries initialisations after the first
/// @param cachedKeys handles in the cache
/// @param sessions size of the pool
/// @param idleSessions sessions without work
/// @param hungCalls calls that were given up and have not returned
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
        int hungCalls,
        int epoch) {}
