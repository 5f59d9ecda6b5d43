package io.strongroom.postgres;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// Values in columns. JSON columns hold ASCII only, so that every text comes back as it was.
final class Columns {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();
    private static final TypeReference<List<String>> TEXTS = new TypeReference<>() {};
    private static final TypeReference<Map<String, String>> MAP = new TypeReference<>() {};

    private Columns() {}

    static UUID id(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getObject(column, UUID.class), column);
    }

    static String text(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getString(column), column);
    }

    static byte[] bytes(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(row.getBytes(column), column);
    }

    /// Reads a time as it is sealed: in whole seconds.
    static Instant time(ResultSet row, String column) throws SQLException {
        return Objects.requireNonNull(timeOrNull(row, column), column);
    }

    static @Nullable Instant timeOrNull(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : Instant.ofEpochSecond(time.toEpochSecond());
    }

    static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(ZoneOffset.UTC);
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return JSON.readValue(text(row, column), TEXTS);
    }

    static Map<String, String> map(ResultSet row, String column) throws SQLException {
        return JSON.readValue(text(row, column), MAP);
    }

    static <T> T json(ResultSet row, String column, TypeReference<T> type) throws SQLException {
        return JSON.readValue(text(row, column), type);
    }

    static String json(Object value) {
        return JSON.writeValueAsString(value);
    }

    /// The JSON array of what these values are called.
    static <T> String json(Collection<T> values, Function<T, String> name) {
        return json(values.stream().map(name).toList());
    }
}
