package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.it.campaign.Isolation;
import io.strongroom.it.harness.Site;
import org.junit.jupiter.api.Test;

/// Tenants see nothing of each other, and who has no right gets nothing.
class IsolationIT {
    @Test
    void nobody_gets_through_or_learns_which_keys_there_are() {
        var finding = new Isolation(Site.shared()).run(1_000);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }
}
