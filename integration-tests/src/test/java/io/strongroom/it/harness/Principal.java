package io.strongroom.it.harness;

/// A principal that can log in.
public record Principal(
        Organisation organisation,
        Role role,
        String tenantId,
        String clientId,
        String clientSecret,
        String objectId) {
    @Override
    public String toString() {
        return organisation + " " + role;
    }
}
