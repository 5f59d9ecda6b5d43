package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.it.campaign.AuditFaults;
import io.strongroom.it.campaign.AuditFaults.Outage;
import io.strongroom.it.harness.Site;
import org.junit.jupiter.api.Test;

/// Nothing is acknowledged that is not in the log, whatever breaks. The campaign `audit-faults`
/// does the same more often.
class FaultsIT {
    private static final AuditFaults FAULTS = new AuditFaults(Site.broken());

    @Test
    void without_its_database_the_service_answers_503_and_recovers_by_itself() {
        holds(FAULTS.databaseCrashes());
    }

    @Test
    void with_a_database_that_hangs_the_service_answers_503_and_recovers_by_itself() {
        holds(FAULTS.databaseHangs());
    }

    private static void holds(Outage outage) {
        assertThat(outage.slowest()).isLessThanOrEqualTo(AuditFaults.TURN);
        assertThat(outage.acknowledged()).isZero();
        assertThat(outage.strange()).isZero();
        assertThat(outage.hsmCalls()).isZero();
        assertThat(outage.back()).isLessThanOrEqualTo(AuditFaults.RETURN);
        assertThat(outage.announced()).isTrue();
        assertThat(outage.unaudited()).isZero();
        assertThat(outage.refused()).isPositive();
        assertThat(outage.signed()).isPositive();
    }

    @Test
    void a_killed_service_has_lost_nothing_that_it_acknowledged() {
        var kills = FAULTS.serviceIsKilled(1);

        assertThat(kills.unaudited()).isZero();
        assertThat(kills.lost()).isZero();
        assertThat(kills.strange()).isZero();
        assertThat(kills.acknowledged()).isPositive();
        assertThat(kills.created()).isPositive();
        assertThat(kills.ready())
                .allSatisfy(ready -> assertThat(ready).isLessThanOrEqualTo(AuditFaults.READY));
        assertThat(FAULTS.chains().breaches()).isZero();
    }
}
