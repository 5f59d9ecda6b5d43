package io.strongroom.core.recovery;

/// What can be undone after an object of a vault was deleted, by its name in Azure.
public enum RecoveryLevel {
    RECOVERABLE_PURGEABLE("Recoverable+Purgeable"),
    RECOVERABLE("Recoverable"),
    CUSTOMIZED_PURGEABLE("CustomizedRecoverable+Purgeable"),
    CUSTOMIZED("CustomizedRecoverable");

    private static final int LONGEST_RETENTION_DAYS = 90;
    private final String wireName;

    RecoveryLevel(String wireName) {
        this.wireName = wireName;
    }

    /// The level of a vault's objects.
    ///
    /// @param retentionDays 7 to 90; fewer than 90 are called customized
    public static RecoveryLevel of(int retentionDays, boolean purgeProtection) {
        if (retentionDays < LONGEST_RETENTION_DAYS) {
            return purgeProtection ? CUSTOMIZED : CUSTOMIZED_PURGEABLE;
        }
        return purgeProtection ? RECOVERABLE : RECOVERABLE_PURGEABLE;
    }

    public String wireName() {
        return wireName;
    }
}
