package io.strongroom.pkcs11;

/// Whether the HSM answers.
///
/// @param available whether the probe succeeded
/// @param description one line for a person
public record HsmHealth(boolean available, String description) {}
