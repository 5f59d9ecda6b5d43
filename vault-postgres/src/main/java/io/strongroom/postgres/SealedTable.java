package io.strongroom.postgres;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A table of sealed documents. Beside the document, its seal and its generation it has the columns
/// that statements search or order by, which repeat fields of the document.
///
/// @param name of the table
/// @param alias of the table in queries; the columns of a query begin with it
/// @param subject names the row in table `generation`; in SQL, `%1$s` is the alias
/// @param key the primary key, which begins with `tenant_id`
/// @param rest the other columns
record SealedTable<T>(
        String name, String alias, String subject, List<Column<T>> key, List<Column<T>> rest) {

    /// A column that repeats a field of the document.
    ///
    /// @param value the field, as the driver returns it; null if it is absent
    record Column<T>(String name, Function<T, @Nullable Object> value) {}

    Stream<Column<T>> columns() {
        return Stream.concat(key.stream(), rest.stream());
    }

    /// The select list: all columns of the row, and its current generation.
    String selected() {
        String own =
                Stream.concat(
                                columns().map(Column::name),
                                Stream.of("document", "seal", "seal_key", "generation"))
                        .map(column -> "%1$s.%2$s AS %1$s_%2$s".formatted(alias, column))
                        .collect(joining(", "));
        return own + ", %1$s_g.generation AS %1$s_current".formatted(alias);
    }

    /// Joins the current generation to the row.
    String joined() {
        return """
        LEFT JOIN generation %1$s_g
            ON %1$s_g.subject = %2$s AND %1$s_g.tenant_id = %1$s.tenant_id
        """
                .formatted(alias, subject.formatted(alias));
    }

    /// Copies a row out of a result, so that the connection can go back.
    SealedRow<T> copy(ResultSet result) throws SQLException {
        @Nullable Object[] values = new @Nullable Object[key.size() + rest.size()];
        int i = 0;
        for (Column<T> column : columns().toList()) {
            values[i++] = result.getObject(alias + "_" + column.name());
        }
        return new SealedRow<>(
                this,
                values,
                result.getBytes(alias + "_document"),
                result.getBytes(alias + "_seal"),
                result.getInt(alias + "_seal_key"),
                result.getLong(alias + "_generation"),
                result.getLong(alias + "_current"));
    }
}
