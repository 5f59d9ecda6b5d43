package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.it.campaign.Rollbacks;
import io.strongroom.it.harness.Site;
import org.junit.jupiter.api.Test;

/// State that was put back or removed in the database is refused by the node that has seen the
/// newer one. The campaign `rollbacks` does the same with more rows.
class RollbackIT {
    @Test
    void what_was_put_back_or_removed_in_the_database_is_refused_and_recorded() {
        var finding = new Rollbacks(Site.broken()).run(1);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }
}
