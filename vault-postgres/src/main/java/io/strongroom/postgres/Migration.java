package io.strongroom.postgres;

/// What a migration did.
///
/// @param applied number of scripts that were run
/// @param version of the schema now
public record Migration(int applied, String version) {}
