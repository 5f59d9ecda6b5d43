package io.strongroom.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows of a batch as parameters of a statement: one array for each column, so that one
/// statement text serves every size.
final class Rows {
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
    private final Batch batch;

    Rows(Batch batch) {
        int size = batch.events().size();
        this.batch = batch;
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
        for (int i = 0; i < size; i++) {
            set(i, batch.events().get(i));
        }
    }

    private void set(int i, Pending event) {
        Columns columns = event.columns();
        tenants[i] = columns.tenant();
        micros[i] = RecordWriter.micros(columns.time());
        operations[i] = columns.operation();
        vaults[i] = columns.vault();
        collections[i] = columns.collection();
        objects[i] = columns.object();
        principals[i] = columns.principal();
        applications[i] = columns.application();
        succeeded[i] = columns.succeeded();
        signatures[i] = columns.signature();
        records[i] = event.record();
    }

    /// Sets the parameters of [#INSERT].
    ///
    /// @param first index of its first parameter
    void bind(PreparedStatement statement, int first, String node) throws SQLException {
        Connection connection = statement.getConnection();
        int next = first;
        statement.setString(next++, node);
        statement.setLong(next++, batch.begin().sequence());
        statement.setArray(next++, connection.createArrayOf("uuid", tenants));
        // the driver takes arrays of primitives as well, and sends them in binary
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
        statement.setArray(next, connection.createArrayOf("bytea", batch.hashes()));
    }
}
