package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.it.campaign.Swaps;
import io.strongroom.it.harness.Site;
import org.junit.jupiter.api.Test;

/// Rows that were changed in the database are refused and recorded, and never give a wrong
/// signature. The campaign `swaps` does the same with more rows.
class TamperingIT {
    @Test
    void keys_whose_rows_were_changed_are_refused_with_an_integrity_error_and_a_record() {
        var finding = new Swaps(Site.broken()).run(1);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }

    @Test
    void rights_and_versions_that_were_written_into_the_database_are_refused_and_recorded() {
        var finding = new Swaps(Site.broken()).shifts();

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }
}
