package io.strongroom.core.administration;

import static io.strongroom.core.Samples.CONTOSO;
import static io.strongroom.core.Samples.FABRIKAM;
import static io.strongroom.core.Samples.OFFICER;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.Samples.contosoOfficer;
import static io.strongroom.core.administration.AdministrationFixture.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Page;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditLog;
import io.strongroom.core.audit.BrokenRecord;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OfficersLogTest {
    private static final AuditLog.Query ALL =
            new AuditLog.Query(null, null, null, null, null, null, null, null, 10, null);
    private static final Page<LogEntry> EMPTY = new Page<>(List.of(), null);
    private Page<LogEntry> page = EMPTY;
    private final InMemoryInstallation installation = new InMemoryInstallation();
    private final List<TenantId> read = new ArrayList<>();
    private final OfficersLog log =
            new OfficersLog((tenant, _) -> {
                read.add(tenant);
                return page;
            });

    @Test
    void an_officer_reads_the_log_of_their_own_tenant() {
        assertThat(find(contosoOfficer())).isEqualTo(EMPTY);
        assertThat(find(Samples.caller(FABRIKAM, OFFICER))).isEqualTo(EMPTY);

        assertThat(read).containsExactly(CONTOSO, FABRIKAM);
    }

    @Test
    void broken_records_are_counted_in_the_record_of_their_reading() {
        LogEntry broken = new BrokenRecord(CONTOSO, Samples.NOW, "node-1", 7, "edited");
        page = new Page<>(List.of(broken, broken), null);

        assertThat(find(contosoOfficer())).isEqualTo(page);

        assertThat(installation.trail.last().details()).containsEntry("brokenRecords", "2");
        assertThat(installation.trail.last().outcome().succeeded()).isTrue();
    }

    @Test
    void an_owner_and_an_application_do_not_read_the_log() {
        assertRefused(403, "AuthorizationFailed", () -> find(contosoAdmin()));
        assertRefused(403, "AuthorizationFailed", () -> find(contosoApp()));

        assertThat(read).isEmpty();
    }

    @Test
    void a_refusal_names_the_tenant() {
        assertThatThrownBy(() -> find(contosoAdmin()))
                .hasMessageContaining(
                        "perform action 'Strongroom.Audit/events/read' over scope '/tenants/11111111-1111-4111-8111-111111111111'");
    }

    private Page<LogEntry> find(Caller caller) {
        return installation
                .administer(Action.AUDIT_LIST, caller, visit -> log.find(visit, ALL))
                .value();
    }
}
