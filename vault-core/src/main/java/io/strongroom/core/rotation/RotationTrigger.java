package io.strongroom.core.rotation;

/// When a rotation policy rotates a key.
public sealed interface RotationTrigger {
    /// So long after the current version was made.
    record AfterCreate(IsoDuration time) implements RotationTrigger {}

    /// So long before the current version expires. A version that does not expire is not rotated.
    record BeforeExpiry(IsoDuration time) implements RotationTrigger {}

    IsoDuration time();
}
