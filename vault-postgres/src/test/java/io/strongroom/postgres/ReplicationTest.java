package io.strongroom.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.sql.SQLWarning;
import org.junit.jupiter.api.Test;

class ReplicationTest {
    @Test
    void commits_that_wait_for_the_flush_of_a_standby_are_no_risk() {
        for (String commit : new String[] {"on", "remote_apply"}) {
            Replication replication = new Replication(commit, true, 1);

            assertThat(replication.isSynchronous()).isTrue();
            assertThat(replication.risk()).isNull();
        }
    }

    @Test
    void what_is_found_is_said_in_a_few_words() {
        assertThat(new Replication("on", false, 0).description()).isEqualTo("no replica");
        assertThat(new Replication("on", true, 2).description())
                .isEqualTo("replicas connected: 2, a commit waits for one");
        assertThat(new Replication("local", true, 1).description())
                .isEqualTo("replicas connected: 1, a commit does not wait for one");
        assertThat(new Replication("on", true, 0).description())
                .isEqualTo("replicas connected: 0, a commit waits for one");
    }

    @Test
    void a_server_without_replicas_is_no_risk() {
        assertThat(new Replication("on", false, 0).isSynchronous()).isFalse();
        assertThat(new Replication("on", false, 0).risk()).isNull();
    }

    @Test
    void a_replica_that_no_commit_waits_for_is_a_risk() {
        assertThat(new Replication("on", false, 1).isSynchronous()).isFalse();
        assertThat(new Replication("on", false, 1).risk())
                .isEqualTo(
                        "synchronous_standby_names is empty: name the replicas that commits wait for");
    }

    @Test
    void commits_that_wait_for_less_than_a_flush_are_a_risk() {
        for (String commit : new String[] {"local", "remote_write"}) {
            Replication replication = new Replication(commit, true, 1);

            assertThat(replication.isSynchronous()).isFalse();
            assertThat(replication.risk())
                    .isEqualTo("synchronous_commit is \"%s\": set it to \"on\"".formatted(commit));
        }
    }

    @Test
    void a_commit_with_a_warning_is_in_doubt() {
        assertThatCode(() -> Replication.requireConfirmed(null)).doesNotThrowAnyException();

        assertThatThrownBy(() ->
                        Replication.requireConfirmed(
                                new SQLWarning("canceling wait for synchronous replication")))
                .isInstanceOf(SQLException.class)
                .hasMessage(
                        "the commit was not confirmed: canceling wait for synchronous replication");
    }
}
