package io.strongroom.core.state;

import java.util.UUID;

/// Something that an operation relied on, and the generation it saw. When the current generation
/// differs at the moment the audit record commits, the result of the operation is dropped.
///
/// @param subject id of a tenant, vault, key or key version
public record Guard(UUID subject, long generation) {}
