package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.it.campaign.Races;
import io.strongroom.it.harness.Site;
import org.junit.jupiter.api.Test;

/// What was taken away is never used afterwards, on any node. The campaign `races` does the same
/// with ten times the calls.
class RacesIT {
    private static final int CALLS = 1_000;

    @Test
    void no_call_begun_after_a_key_was_disabled_is_answered_with_a_signature() {
        var finding = new Races(Site.shared()).disabledKey(CALLS);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }

    @Test
    void no_call_begun_after_a_key_was_deleted_is_answered_with_a_signature_by_any_version() {
        var finding = new Races(Site.shared()).deletedKey(CALLS);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }

    @Test
    void no_call_begun_after_a_key_was_purged_is_answered_with_a_signature_by_any_version() {
        var finding = new Races(Site.shared()).purgedKey(CALLS);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }

    @Test
    void no_call_begun_after_an_operation_was_taken_from_a_key_is_answered_with_it() {
        var finding = new Races(Site.shared()).changedOperations(CALLS);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }

    @Test
    void no_call_begun_after_a_permission_was_removed_is_answered_with_a_signature() {
        var finding = new Races(Site.shared()).removedPermission(CALLS);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }

    @Test
    void no_call_begun_after_a_vault_was_deleted_is_answered_with_a_signature() {
        var finding = new Races(Site.shared()).deletedVault(CALLS);

        assertThat(finding.held()).as(finding.toString()).isTrue();
    }
}
