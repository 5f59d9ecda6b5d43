package io.strongroom.dev;

/// What a principal of the demo data is for.
enum DemoRole {
    /// Owns its tenant's subscription.
    ADMIN("1"),
    /// May do nothing until a policy says so.
    APP("2"),
    /// Reads its tenant's log.
    OFFICER("3"),
    /// May do nothing, ever.
    NOBODY("4");

    private final String digit;

    DemoRole(String digit) {
        this.digit = digit;
    }

    String digit() {
        return digit;
    }
}
