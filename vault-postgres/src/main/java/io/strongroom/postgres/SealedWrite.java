package io.strongroom.postgres;

import static java.util.stream.Collectors.joining;

import io.strongroom.core.VaultException;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.Seal;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.state.Transaction;
import io.strongroom.postgres.SealedTable.Column;
import io.strongroom.postgres.SetChange.Before;
import io.strongroom.postgres.StateSet.Part;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The statements of a change with their values, seals included. Created before the transaction,
/// because sealing is a call to the HSM.
///
/// @param statements each of them writes one row
/// @param conflicts for each statement, what explains that it wrote no row
/// @param changes what the sealed rows mean for their sets
record SealedWrite(
        String statements,
        List<@Nullable Object> values,
        List<Conflict> conflicts,
        StateSets sets,
        List<SetChange> changes) {

    /// Writes.
    ///
    /// @return whether each statement wrote exactly one row; if not, another transaction changed
    ///   the same rows first
    /// @throws VaultException.Integrity if a row was not written and no other transaction explains
    ///   it: a trigger or a rule kept it back, or a row was removed
    boolean apply(Transaction transaction) {
        JdbcTransaction jdbc = (JdbcTransaction) transaction;
        Connection connection = jdbc.connection();
        StateKey key = sets.key();
        changes.forEach(
                change -> jdbc.changed(sets, change.part(), change.difference(key, connection)));
        int missing = TenantSql.write(connection, statements, values.toArray());
        if (missing < 0) {
            return true;
        }
        conflicts.get(missing).require(connection);
        return false;
    }

    /// What explains that a statement wrote no row.
    ///
    /// @param row what the statement writes, for a message
    /// @param query returns a row if another transaction changed the same row first
    record Conflict(String row, String query, Object... arguments) {

        void require(Connection connection) {
            if (!TenantSql.exists(connection, query, arguments)) {
                throw new VaultException.Integrity(
                        "the database did not keep a stored " + row.replace('_', ' '));
            }
        }
    }

    /// A write to which rows are added; they are sealed in one turn of the HSM.
    static final class Draft {
        private final Sealer sealer;
        private final StateSets sets;
        private final StringBuilder statements = new StringBuilder();
        private final List<@Nullable Object> values = new ArrayList<>();
        private final List<byte[]> documents = new ArrayList<>();
        private final List<Conflict> conflicts = new ArrayList<>();
        private final List<Written> written = new ArrayList<>();

        Draft(Sealer sealer, StateSets sets) {
            this.sealer = sealer;
            this.sets = sets;
        }

        /// A sealed row that is written, in the order of the documents.
        private record Written(String table, Part part, Guard guard, @Nullable Before before) {}

        /// Stands for the seal of the document with this index until all are sealed.
        private record SealOf(int document) {}

        /// Stands for the number of the key of this seal.
        private record SealKeyOf(int document) {}

        /// Adds a statement that writes one row of a table that is not sealed.
        Draft statement(Conflict conflict, String sql, Object... arguments) {
            conflicts.add(conflict);
            statements.append(sql);
            values.addAll(Arrays.asList(arguments));
            return this;
        }

        /// Inserts a row and its first generation. Writes nothing if there is such a row.
        <T> Draft insert(SealedTable<T> table, Kind<T> kind, T value) {
            Guard guard = kind.guard(value);
            begin(tenant(table, value), guard);
            conflicts.add(existing(table, value));
            List<Column<T>> columns = table.columns().toList();
            statements.append(
                    """
                    INSERT INTO %s (%s, document, seal, seal_key, generation)
                    VALUES (%s?, ?, ?, ?) ON CONFLICT DO NOTHING;
                    """
                            .formatted(
                                    table.name(),
                                    columns.stream().map(Column::name).collect(joining(", ")),
                                    "?, ".repeat(columns.size())));
            add(columns, value);
            addDocument(kind, value, guard);
            written.add(new Written(table.name(), part(table, value, guard), guard, null));
            return this;
        }

        private void begin(Object tenant, Guard first) {
            statement(
                    new Conflict(
                            "generation",
                            """
                            SELECT 1 FROM generation WHERE tenant_id = ? AND subject = ?
                            """,
                            tenant,
                            first.subject()),
                    """
                    INSERT INTO generation (subject, tenant_id, generation) VALUES (?, ?, ?)
                    ON CONFLICT DO NOTHING;
                    """,
                    first.subject(),
                    tenant,
                    first.generation());
        }

        /// Replaces a row, and its generation, by the next one. Writes nothing if the row is not at
        /// the generation before.
        <T> Draft replace(SealedTable<T> table, Kind<T> kind, T before, T after) {
            long old = kind.guard(before).generation();
            Guard guard = kind.guard(after);
            advance(tenant(table, after), old, guard);
            conflicts.add(none(table));
            statements.append(
                    """
                    UPDATE %s SET %s
                    WHERE %s AND generation = ?;
                    """
                            .formatted(
                                    table.name(),
                                    Stream.concat(
                                                    table.rest().stream().map(Column::name),
                                                    Stream.of(
                                                            "document",
                                                            "seal",
                                                            "seal_key",
                                                            "generation"))
                                            .map(column -> column + " = ?")
                                            .collect(joining(", ")),
                                    table.key().stream()
                                            .map(column -> column.name() + " = ?")
                                            .collect(joining(" AND "))));
            add(table.rest(), after);
            addDocument(kind, after, guard);
            add(table.key(), after);
            values.add(old);
            written.add(
                    new Written(
                            table.name(),
                            part(table, after, guard),
                            guard,
                            before(table, before, kind.guard(before))));
            return this;
        }

        private static <T> Part part(SealedTable<T> table, T value, Guard guard) {
            return Part.of((UUID) tenant(table, value), guard.subject());
        }

        private static <T> Before before(SealedTable<T> table, T value, Guard guard) {
            return new Before(
                    table.name(),
                    guard.subject(),
                    guard.generation(),
                    """
                    SELECT seal_key, seal, sha256(document) AS digest FROM %s
                    WHERE %s AND generation = ?
                    """
                            .formatted(
                                    table.name(),
                                    table.key().stream()
                                            .map(column -> column.name() + " = ?")
                                            .collect(joining(" AND "))),
                    Stream.concat(
                                    table.key().stream().map(column -> column.value().apply(value)),
                                    Stream.of(guard.generation()))
                            .toArray());
        }

        private void advance(Object tenant, long before, Guard after) {
            statement(
                    new Conflict(
                            "generation",
                            """
                            SELECT 1 FROM generation
                            WHERE tenant_id = ? AND subject = ? AND generation > ?
                            """,
                            tenant,
                            after.subject(),
                            before),
                    """
                    UPDATE generation SET generation = ?
                    WHERE subject = ? AND tenant_id = ? AND generation = ?;
                    """,
                    after.generation(),
                    after.subject(),
                    tenant,
                    before);
        }

        /// Seals the documents.
        SealedWrite sealed() {
            List<Seal> seals = sealer.seal(documents);
            values.replaceAll(value ->
                    switch (value) {
                        case SealOf(int document) -> seals.get(document).value();
                        case SealKeyOf(int document) -> seals.get(document).key();
                        case null, default -> value;
                    });
            return new SealedWrite(
                    statements.toString(),
                    Collections.unmodifiableList(values),
                    conflicts,
                    sets,
                    changes(seals));
        }

        private List<SetChange> changes(List<Seal> seals) {
            StateKey key = sets.key();
            return IntStream.range(0, written.size())
                    .mapToObj(i -> change(key, written.get(i), seals.get(i), documents.get(i)))
                    .toList();
        }

        private static SetChange change(StateKey key, Written row, Seal seal, byte[] document) {
            RowSums after = SetChange.sums(key, row.table(), row.guard(), seal, document);
            return new SetChange(row.part(), after, row.before());
        }

        private <T> void add(List<Column<T>> columns, T value) {
            columns.forEach(column -> values.add(column.value().apply(value)));
        }

        private <T> void addDocument(Kind<T> kind, T value, Guard guard) {
            byte[] document = kind.encode(value);
            values.add(document);
            values.add(new SealOf(documents.size()));
            values.add(new SealKeyOf(documents.size()));
            values.add(guard.generation());
            documents.add(document);
        }

        /// A row with the same key explains that none was inserted.
        private static <T> Conflict existing(SealedTable<T> table, T value) {
            return new Conflict(
                    table.name(),
                    """
                    SELECT 1 FROM %s
                    WHERE %s
                    """
                            .formatted(
                                    table.name(),
                                    table.key().stream()
                                            .map(column -> column.name() + " = ?")
                                            .collect(joining(" AND "))),
                    table.key().stream().map(column -> column.value().apply(value)).toArray());
        }

        /// No other transaction explains it: the one that raises the generation writes the row,
        /// too.
        private static <T> Conflict none(SealedTable<T> table) {
            return new Conflict(table.name(), "SELECT 1 WHERE false");
        }

        private static <T> Object tenant(SealedTable<T> table, T value) {
            return Objects.requireNonNull(table.key().getFirst().value().apply(value));
        }
    }
}
