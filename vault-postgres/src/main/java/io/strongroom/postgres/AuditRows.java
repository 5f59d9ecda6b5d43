package io.strongroom.postgres;

import io.strongroom.audit.ChainRecord;
import io.strongroom.audit.RecordColumns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Records of a chain as rows of `audit_event`. They are inserted as one array for each column, so
/// that one statement serves any number of rows.
final class AuditRows {
    static final String INSERT =
            """
            INSERT INTO audit_event (node, sequence, tenant_id, time, operation, vault, collection,
                object, principal, application, succeeded, signature, record, hash)
            SELECT ?, ?::bigint + e.place, e.tenant_id,
                TIMESTAMPTZ 'epoch' + e.micros * INTERVAL '1 microsecond', e.operation, e.vault,
                e.collection, e.object, e.principal, e.application, e.succeeded, e.signature,
                e.record, e.hash
            FROM unnest(?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[],
                    ?::text[], ?::text[], ?::boolean[], ?::text[], ?::bytea[], ?::bytea[])
                WITH ORDINALITY AS e (tenant_id, micros, operation, vault, collection, object,
                    principal, application, succeeded, signature, record, hash, place)
            """;

    /// What [#read] reads.
    static final String COLUMNS =
            """
            node, sequence, tenant_id, time, operation, vault, collection, object, principal,
            application, succeeded, signature, record, hash
            """;

    private final UUID[] tenants;
    private final long[] micros;
    private final String[] operations;
    private final @Nullable String[] vaults;
    private final @Nullable String[] collections;
    private final @Nullable String[] objects;
    private final @Nullable String[] principals;
    private final @Nullable String[] applications;
    private final boolean[] succeeded;
    private final String[] signatures;
    private final byte[][] records;
    private final byte[][] hashes;
    private final ChainRecord first;

    /// @param batch at least one record, in the order of the chain, without gaps
    AuditRows(List<ChainRecord> batch) {
        int size = batch.size();
        first = batch.getFirst();
        tenants = new UUID[size];
        micros = new long[size];
        operations = new String[size];
        vaults = new @Nullable String[size];
        collections = new @Nullable String[size];
        objects = new @Nullable String[size];
        principals = new @Nullable String[size];
        applications = new @Nullable String[size];
        succeeded = new boolean[size];
        signatures = new String[size];
        records = new byte[size][];
        hashes = new byte[size][];
        for (int i = 0; i < size; i++) {
            set(i, batch.get(i));
        }
    }

    private void set(int i, ChainRecord row) {
        RecordColumns columns = row.columns();
        tenants[i] = columns.tenant();
        micros[i] = micros(columns.time());
        operations[i] = columns.operation();
        vaults[i] = columns.vault();
        collections[i] = columns.collection();
        objects[i] = columns.object();
        principals[i] = columns.principal();
        applications[i] = columns.application();
        succeeded[i] = columns.succeeded();
        signatures[i] = columns.signature();
        records[i] = row.record();
        hashes[i] = row.hash();
    }

    private static long micros(Instant time) {
        return Math.addExact(
                Math.multiplyExact(time.getEpochSecond(), 1_000_000), time.getNano() / 1000);
    }

    /// Binds the parameters of [#INSERT].
    ///
    /// @param start index of its first parameter
    /// @return index of the parameter that follows
    int bind(PreparedStatement statement, int start) throws SQLException {
        Connection connection = statement.getConnection();
        int next = start;
        statement.setString(next++, first.node());
        statement.setLong(next++, first.sequence() - 1);
        statement.setArray(next++, connection.createArrayOf("uuid", tenants));
        // the driver accepts arrays of primitives as well, and sends them in binary
        statement.setObject(next++, micros);
        for (String[] texts :
                new @Nullable String[][] {
                    operations, vaults, collections, objects, principals, applications
                }) {
            statement.setArray(next++, connection.createArrayOf("text", texts));
        }
        statement.setObject(next++, succeeded);
        statement.setArray(next++, connection.createArrayOf("text", signatures));
        statement.setArray(next++, connection.createArrayOf("bytea", records));
        statement.setArray(next++, connection.createArrayOf("bytea", hashes));
        return next;
    }

    /// Reads the current row of a result of [#COLUMNS].
    static ChainRecord read(ResultSet row) throws SQLException {
        RecordColumns columns =
                new RecordColumns(
                        row.getObject(3, UUID.class),
                        row.getObject(4, OffsetDateTime.class).toInstant(),
                        row.getString(5),
                        row.getString(6),
                        row.getString(7),
                        row.getString(8),
                        row.getString(9),
                        row.getString(10),
                        row.getBoolean(11),
                        row.getString(12));
        return new ChainRecord(
                row.getString(1), row.getLong(2), columns, row.getBytes(13), row.getBytes(14));
    }
}
