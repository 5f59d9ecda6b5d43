package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.strongroom.audit.ChainedAuditTrail;
import io.strongroom.audit.Events;
import io.strongroom.core.Page;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.audit.AuditLog.Query;
import io.strongroom.core.audit.BrokenRecord;
import io.strongroom.core.audit.LogEntry;
import io.strongroom.core.audit.Outcome;
import io.strongroom.core.audit.RecordedEvent;
import io.strongroom.core.audit.Target;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.localpostgres.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;

class PostgresAuditLogTest {
    private static AuditDatabase database;
    private static ChainedAuditTrail trail;
    private static PostgresAuditLog log;

    private final TenantId tenant = Events.freshTenant();

    @BeforeAll
    static void start() {
        database = AuditDatabase.create();
        trail = database.trail("node-1");
        Database settings = database.database().database();
        PGSimpleDataSource pool = new PGSimpleDataSource();
        pool.setUrl(settings.url());
        pool.setUser(Database.APP);
        pool.setPassword(settings.appPassword());
        pool.setCurrentSchema("strongroom");
        log =
                new PostgresAuditLog(
                        new TenantSql(new Connections(pool, new OutageLog(System::nanoTime))));
    }

    @AfterAll
    static void close() {
        trail.close();
    }

    @Test
    void events_come_newest_first_with_their_place_in_the_chain() {
        AuditEvent older = record(at(1));
        AuditEvent newer = record(at(2));

        List<RecordedEvent> found = events();

        assertThat(found).extracting(RecordedEvent::event).containsExactly(newer, older);
        assertThat(found.getFirst().previousHash()).isEqualTo(found.getLast().hash());
        assertThat(found.getFirst().sequence()).isEqualTo(found.getLast().sequence() + 1);
    }

    @Test
    void a_tenant_sees_only_its_own_events() {
        record(at(1));

        assertThat(log.find(Events.freshTenant(), all()).items()).isEmpty();
    }

    @Test
    void pages_follow_one_another_without_gap_or_repetition() {
        List<AuditEvent> recorded =
                IntStream.range(0, 10).mapToObj(i -> record(at(i / 3))).toList();

        List<AuditEvent> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<LogEntry> page = log.find(tenant, query(3, cursor));
            assertThat(page.items()).hasSizeBetween(1, 3);
            page.items().forEach(entry -> found.add(event(entry)));
            cursor = page.next();
        } while (cursor != null);

        assertThat(found).containsExactlyElementsOf(recorded.reversed());
    }

    @Test
    void a_last_page_that_is_full_has_no_next() {
        record(at(1));
        record(at(2));

        assertThat(log.find(tenant, query(2, null)).next()).isNull();
    }

    @Test
    void events_are_found_by_what_they_are_about() {
        AuditEvent key = record(about("Vault-1", "keys", "Signing"));
        AuditEvent secret = record(about("vault-1", "secrets", "signing"));
        AuditEvent elsewhere = record(about("vault-2", "keys", "other"));

        assertThat(events(by("vault", "VAULT-1"))).containsExactly(secret, key);
        assertThat(events(by("key", "signing"))).containsExactly(key);
        assertThat(events(by("secret", "SIGNING"))).containsExactly(secret);
        assertThat(events(by("vault", "vault-2"))).containsExactly(elsewhere);
        assertThat(events(by("key", "no\0such"))).isEmpty();
    }

    @Test
    void events_are_found_by_who_did_what_and_how_it_ended() {
        AuditEvent done = record(at(1));
        AuditEvent refused =
                record(
                        change(
                                at(2),
                                Action.KEY_GET,
                                new Outcome(403, "ForbiddenByPolicy", "no permission")));

        assertThat(events(by("operation", "KeySign"))).containsExactly(done);
        assertThat(events(by("result", "Success"))).containsExactly(done);
        assertThat(events(by("result", "Failure"))).containsExactly(refused);
        assertThat(events(by("result", "ForbiddenByPolicy"))).containsExactly(refused);
        assertThat(events(by("caller", "33333333-3333-4333-8333-333333333333"))).hasSize(2);
        assertThat(events(by("caller", "44444444-4444-4444-8444-444444444444"))).hasSize(2);
        assertThat(events(by("caller", "55555555-5555-4555-8555-555555555555"))).isEmpty();
    }

    @Test
    void callers_compare_without_case_only_if_their_ids_are_guids() {
        AuditEvent guid = record(by("abcdef01-aaaa-4aaa-8aaa-abcdef012345"));
        AuditEvent name = record(by("00uAbC"));

        assertThat(events(by("caller", "ABCDEF01-AAAA-4AAA-8AAA-ABCDEF012345")))
                .containsExactly(guid);
        assertThat(events(by("caller", "00uAbC"))).containsExactly(name);
        assertThat(events(by("caller", "00uabc"))).isEmpty();
        assertThat(events(by("caller", "Client-00uAbC"))).containsExactly(name);
        assertThat(events(by("caller", "client-00uAbC"))).isEmpty();
    }

    @Test
    void from_is_part_of_a_range_of_time_and_to_is_not() {
        AuditEvent first = record(at(1));
        AuditEvent second = record(at(2));
        record(at(3));

        List<AuditEvent> found =
                events(new Query(null, null, null, null, null, null, time(1), time(3), 10, null));

        assertThat(found).containsExactly(second, first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "!!!",
                "AAAA",
                "AQ",
                "AQAAAAAAAAAAAAAAAAAAAAAA",
                "AX_________-AAAAAAAAAAFhAA"
            })
    void a_cursor_that_is_none_is_refused(String cursor) {
        assertThatThrownBy(() -> log.find(tenant, query(1, cursor))).is(refused(400));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1000000000-01-01T00:00:00Z", "+1000000000-12-31T00:00:00Z"})
    void a_time_that_no_row_can_have_is_refused(Instant time) {
        Query query = new Query(null, null, null, null, null, null, time, null, 10, null);

        assertThatThrownBy(() -> log.find(tenant, query))
                .isInstanceOf(VaultException.class)
                .hasMessage("A time is out of range.");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 1001})
    void a_limit_out_of_range_is_refused(int limit) {
        assertThatThrownBy(() -> log.find(tenant, query(limit, null))).is(refused(400));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record = set_byte(record, 60, get_byte(record, 60) # 1)",
                "hash = sha256(hash)",
                "object = 'other'",
                "signature = 'Forbidden'"
            })
    void a_row_that_was_edited_is_shown_as_broken_and_the_others_as_they_are(String edit) {
        AuditEvent older = record(at(1));
        record(at(2));
        AuditEvent newer = record(at(3));
        RecordedEvent edited = (RecordedEvent) find(all()).get(1);
        edit(edited, edit);

        List<LogEntry> found = find(all());

        assertThat(found).hasSize(3);
        assertThat(event(found.get(0))).isEqualTo(newer);
        assertBroken(found.get(1), edited.sequence());
        assertThat(event(found.get(2))).isEqualTo(older);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "time = 'infinity'",
                "time = '-infinity'",
                "time = '294276-12-31 23:59:59.999999+00'",
                "time = '4713-01-01 00:00:00+00 BC'",
                "node = 'a.b', sequence = 9223372036854775807"
            })
    void a_row_that_was_edited_does_not_stop_the_paging(String edit) {
        record(at(1));
        record(at(2));
        record(at(3));
        edit((RecordedEvent) find(all()).get(1), edit);

        List<LogEntry> found = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Page<LogEntry> page = log.find(tenant, query(1, cursor));
            found.addAll(page.items());
            cursor = page.next();
        } while (cursor != null && found.size() < 10);

        assertThat(found).hasSize(3);
        assertThat(found).filteredOn(BrokenRecord.class::isInstance).isNotEmpty();
    }

    @Test
    void a_forged_record_with_its_hash_made_anew_is_shown_as_broken_and_the_others_as_they_are() {
        AuditEvent older = record(at(1));
        record(at(2));
        AuditEvent newer = record(at(3));
        recordOfAnotherTenant();
        RecordedEvent forged = (RecordedEvent) find(all()).get(1);
        forge(forged);

        List<LogEntry> found = find(all());

        assertThat(event(found.get(0))).isEqualTo(newer);
        assertBroken(found.get(1), forged.sequence());
        assertThat(event(found.get(2))).isEqualTo(older);
    }

    @Test
    void a_forged_record_is_found_by_a_neighbour_of_another_tenant() {
        recordOfAnotherTenant();
        record(at(1));
        recordOfAnotherTenant();
        RecordedEvent forged = (RecordedEvent) find(all()).getFirst();
        forge(forged);

        assertBroken(find(all()).getFirst(), forged.sequence());
    }

    @Test
    void a_forged_last_record_that_names_another_one_before_is_shown_as_broken() {
        record(at(1));
        record(at(2));
        RecordedEvent forged = (RecordedEvent) find(all()).getFirst();
        edit(forged, "record = overlay(record placing decode(repeat('00', 32), 'hex') from 20)");
        edit(forged, "hash = sha256(record)");

        assertBroken(find(all()).getFirst(), forged.sequence());
    }

    @Test
    void the_records_beside_a_deleted_one_are_shown_as_broken() {
        AuditEvent first = record(at(1));
        record(at(2));
        record(at(3));
        record(at(4));
        AuditEvent last = record(at(5));
        RecordedEvent deleted = (RecordedEvent) find(all()).get(2);
        database.run(
                "DELETE FROM audit_event WHERE node = ? AND sequence = ?",
                deleted.node(),
                deleted.sequence());

        List<LogEntry> found = find(all());

        assertThat(event(found.get(0))).isEqualTo(last);
        assertBroken(found.get(1), deleted.sequence() + 1);
        assertBroken(found.get(2), deleted.sequence() - 1);
        assertThat(event(found.get(3))).isEqualTo(first);
    }

    private static void recordOfAnotherTenant() {
        trail.record(Events.signature(Events.freshTenant()), List.of(), null);
    }

    /// Another caller than the one who signed, and a hash that matches.
    private static void forge(RecordedEvent event) {
        edit(
                event,
                """
                principal = '66666666-6666-4666-8666-666666666666',
                record = replace(record::text, encode('33333333-3333-4333-8333-333333333333', 'hex'),
                    encode('66666666-6666-4666-8666-666666666666', 'hex'))::bytea
                """);
        edit(event, "hash = sha256(record)");
    }

    @Test
    void broken_records_are_in_the_log_of_the_service() {
        record(at(1));
        record(at(2));
        find(all()).forEach(entry -> edit((RecordedEvent) entry, "object = 'other'"));
        try (Logged logged = new Logged(PostgresAuditLog.class)) {
            find(all());

            assertThat(logged.lines())
                    .singleElement(STRING)
                    .startsWith("stored data failed its integrity check: 2 of 2 records");
        }
    }

    @Test
    void a_record_moved_to_another_tenant_is_broken_there_and_shows_nothing() {
        record(at(1));
        TenantId thief = Events.freshTenant();
        database.run(
                "UPDATE audit_event SET tenant_id = ? WHERE tenant_id = ?",
                thief.value(),
                tenant.value());

        List<LogEntry> found = log.find(thief, all()).items();

        assertThat(found).hasSize(1);
        assertBroken(found.getFirst(), found.getFirst().sequence());
        assertThat(((BrokenRecord) found.getFirst()).tenant()).isEqualTo(thief);
    }

    private static void assertBroken(LogEntry entry, long sequence) {
        assertThat(entry)
                .isInstanceOfSatisfying(
                        BrokenRecord.class,
                        broken -> {
                            assertThat(broken.sequence()).isEqualTo(sequence);
                            assertThat(broken.node()).isEqualTo("node-1");
                            assertThat(broken.reason()).isNotEmpty();
                        });
    }

    private static void edit(RecordedEvent event, String edit) {
        int edited =
                database.run(
                        "UPDATE audit_event SET " + edit + " WHERE node = ? AND sequence = ?",
                        event.node(),
                        event.sequence());
        assertThat(edited).isEqualTo(1);
    }

    private static AuditEvent event(LogEntry entry) {
        return ((RecordedEvent) entry).event();
    }

    private AuditEvent record(AuditEvent event) {
        assertThat(trail.record(event, List.of(), null)).isTrue();
        return event;
    }

    private List<LogEntry> find(Query query) {
        return log.find(tenant, query).items();
    }

    private List<RecordedEvent> events() {
        return find(all()).stream().map(RecordedEvent.class::cast).toList();
    }

    private List<AuditEvent> events(Query query) {
        return find(query).stream().map(PostgresAuditLogTest::event).toList();
    }

    private static Query all() {
        return query(1000, null);
    }

    private static Query query(int limit, @Nullable String cursor) {
        return new Query(null, null, null, null, null, null, null, null, limit, cursor);
    }

    private static Query by(String name, String value) {
        Map<String, String> one = Map.of(name, value);
        return new Query(
                one.get("vault"),
                one.get("key"),
                one.get("secret"),
                one.get("operation"),
                one.get("caller"),
                one.get("result"),
                null,
                null,
                100,
                null);
    }

    private static Instant time(int seconds) {
        return Events.NOON.plusSeconds(seconds);
    }

    private AuditEvent at(int seconds) {
        AuditEvent sample = Events.signature(tenant);
        return new AuditEvent(
                sample.action(),
                Events.request("c-" + seconds, time(seconds)),
                sample.target(),
                sample.caller(),
                sample.outcome(),
                Duration.ofMillis(3),
                sample.details());
    }

    private AuditEvent by(String caller) {
        AuditEvent sample = Events.signature(tenant);
        return new AuditEvent(
                sample.action(),
                sample.request(),
                sample.target(),
                new Caller(
                        tenant,
                        new PrincipalId(caller),
                        "Client-" + caller,
                        null,
                        "https://issuer"),
                sample.outcome(),
                sample.duration(),
                sample.details());
    }

    private AuditEvent about(String vault, String collection, String object) {
        AuditEvent sample = Events.signature(tenant);
        return new AuditEvent(
                sample.action(),
                sample.request(),
                new Target(tenant, null, vault, collection, object, null),
                sample.caller(),
                sample.outcome(),
                sample.duration(),
                sample.details());
    }

    private static AuditEvent change(AuditEvent event, Action action, Outcome outcome) {
        return new AuditEvent(
                action,
                event.request(),
                event.target(),
                event.caller(),
                outcome,
                event.duration(),
                event.details());
    }
}
