package io.strongroom.postgres;

import io.strongroom.core.Page;
import io.strongroom.core.event.EventType;
import io.strongroom.core.event.KeyEvent;
import io.strongroom.core.event.KeyEvents;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.Change;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Events in PostgreSQL.
final class PostgresKeyEvents implements KeyEvents {
    static final String COLUMNS =
            """
            e.tenant_id, e.event_id, e.type, e.time, e.vault_id, e.vault_name, e.resource_id,
            e.object, e.version, e.not_before, e.expires
            """;

    private static final String ADD =
            """
            INSERT INTO event (tenant_id, event_id, type, time, vault_id, vault_name, resource_id,
                object, version, not_before, expires, next_attempt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING;
            """;
    private static final String FIND =
            """
            SELECT %s
            FROM event e
            WHERE e.tenant_id = ? AND e.time >= ? AND e.time < ? AND (e.time, e.event_id) < (?, ?)
            ORDER BY e.time DESC, e.event_id DESC
            LIMIT ?
            """
                    .formatted(COLUMNS);

    private static final Instant EARLIEST = Instant.parse("1970-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private final TenantSql sql;

    PostgresKeyEvents(TenantSql sql) {
        this.sql = sql;
    }

    @Override
    public Change add(KeyEvent event) {
        VaultId vault = event.key().vault();
        @Nullable Object[] values = {
            vault.tenant().value(),
            event.id(),
            event.type().name(),
            utc(event.time()),
            vault.value(),
            event.vault().value(),
            event.resourceId(),
            event.key().name().value(),
            event.version().value(),
            seconds(event.notBefore()),
            seconds(event.expires()),
            utc(event.time())
        };
        return transaction -> {
            TenantSql.write(((JdbcTransaction) transaction).connection(), ADD, values);
            return true;
        };
    }

    @Override
    public Page<KeyEvent> find(TenantId tenant, Query query) {
        Place place = Cursor.decode(query.cursor(), Place.FIRST, Place::parse);
        return Cursor.page(
                sql.read(
                        tenant,
                        FIND,
                        PostgresKeyEvents::event,
                        tenant.value(),
                        utc(query.from() == null ? EARLIEST : query.from()),
                        utc(query.to() == null ? LATEST : query.to()),
                        utc(place.time()),
                        place.id(),
                        query.limit() + 1),
                query.limit(),
                event -> event,
                event -> new Place(event.time(), event.id()).toString());
    }

    /// The place of an event in the order of the list.
    private record Place(Instant time, UUID id) {
        static final Place FIRST = new Place(LATEST, new UUID(-1, -1));

        static Place parse(String text) {
            int slash = text.indexOf('/');
            return new Place(
                    Instant.parse(text.substring(0, slash)),
                    UUID.fromString(text.substring(slash + 1)));
        }

        @Override
        public String toString() {
            return time + "/" + id;
        }
    }

    /// An event whose columns are selected.
    static KeyEvent event(ResultSet row) throws SQLException {
        TenantId tenant = new TenantId(row.getObject("tenant_id", UUID.class));
        return new KeyEvent(
                row.getObject("event_id", UUID.class),
                EventType.valueOf(row.getString("type")),
                row.getObject("time", OffsetDateTime.class).toInstant(),
                new KeyId(
                        new VaultId(tenant, row.getObject("vault_id", UUID.class)),
                        new ObjectName(row.getString("object"))),
                new VersionId(row.getObject("version", UUID.class)),
                row.getString("resource_id"),
                new VaultName(row.getString("vault_name")),
                instant(row, "not_before"),
                instant(row, "expires"));
    }

    static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Long seconds(@Nullable Instant time) {
        return time == null ? null : time.getEpochSecond();
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long seconds = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochSecond(seconds);
    }
}
