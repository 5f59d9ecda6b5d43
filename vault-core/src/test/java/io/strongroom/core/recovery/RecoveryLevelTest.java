package io.strongroom.core.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RecoveryLevelTest {

    @ParameterizedTest
    @CsvSource({
        "90, false, Recoverable+Purgeable",
        "90, true, Recoverable",
        "89, false, CustomizedRecoverable+Purgeable",
        "89, true, CustomizedRecoverable",
        "7, false, CustomizedRecoverable+Purgeable",
        "7, true, CustomizedRecoverable"
    })
    void the_level_follows_from_retention_and_purge_protection(
            int days, boolean purgeProtection, String level) {
        assertThat(RecoveryLevel.of(days, purgeProtection).wireName()).isEqualTo(level);
    }
}
