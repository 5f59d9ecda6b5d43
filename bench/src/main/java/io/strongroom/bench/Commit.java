package io.strongroom.bench;

/// A commit whose service can be built and measured.
///
/// @param hash 40 hexadecimal digits
/// @param name the short form of the hash
record Commit(String hash, String name) {}
