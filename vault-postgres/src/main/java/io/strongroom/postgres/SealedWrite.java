package io.strongroom.postgres;

import static java.util.stream.Collectors.joining;

import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.Seal;
import io.strongroom.core.state.Sealer;
import io.strongroom.core.state.Transaction;
import io.strongroom.postgres.SealedTable.Column;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The statements of a change with their values, seals included. Created before the transaction,
/// because sealing is a call to the HSM.
///
/// @param statements each of them writes one row
record SealedWrite(String statements, List<@Nullable Object> values) {

    /// Writes.
    ///
    /// @return whether each statement wrote exactly one row
    boolean apply(Transaction transaction) {
        return TenantSql.write(
                ((JdbcTransaction) transaction).connection(), statements, values.toArray());
    }

    /// A write to which rows are added; they are sealed in one turn of the HSM.
    static final class Draft {
        private final Sealer sealer;
        private final StringBuilder statements = new StringBuilder();
        private final List<@Nullable Object> values = new ArrayList<>();
        private final List<byte[]> documents = new ArrayList<>();

        Draft(Sealer sealer) {
            this.sealer = sealer;
        }

        /// Stands for the seal of the document with this index until all are sealed.
        private record SealOf(int document) {}

        /// Stands for the number of the key of this seal.
        private record SealKeyOf(int document) {}

        /// Adds a statement that writes one row of a table that is not sealed.
        Draft statement(String sql, Object... arguments) {
            statements.append(sql);
            values.addAll(Arrays.asList(arguments));
            return this;
        }

        /// Inserts a row and its first generation. Writes nothing if there is such a row.
        <T> Draft insert(SealedTable<T> table, Kind<T> kind, T value) {
            Guard guard = kind.guard(value);
            statement(
                    """
                    INSERT INTO generation (subject, tenant_id, generation) VALUES (?, ?, ?)
                    ON CONFLICT DO NOTHING;
                    """,
                    guard.subject(),
                    tenant(table, value),
                    guard.generation());
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
            return this;
        }

        /// Replaces a row, and its generation, by the next one. Writes nothing if the row is not at
        /// the generation before.
        <T> Draft replace(SealedTable<T> table, Kind<T> kind, T before, T after) {
            long old = kind.guard(before).generation();
            Guard guard = kind.guard(after);
            statement(
                    """
                    UPDATE generation SET generation = ?
                    WHERE subject = ? AND tenant_id = ? AND generation = ?;
                    """,
                    guard.generation(),
                    guard.subject(),
                    tenant(table, after),
                    old);
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
            return this;
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
            return new SealedWrite(statements.toString(), Collections.unmodifiableList(values));
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

        private static <T> Object tenant(SealedTable<T> table, T value) {
            return table.key().getFirst().value().apply(value);
        }
    }
}
