package io.strongroom.it.search;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// Every value of every table of the service, as a superuser sees it.
public final class DatabaseDump {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final Connection connection;

    public DatabaseDump(Connection connection) {
        this.connection = connection;
    }

    /// The bytes of every value: binary ones as they are and by the fields of a document, texts and
    /// the texts in JSON in every reading.
    ///
    /// @return how many values there were
    public long forEachValue(Consumer<byte[]> consumer) throws SQLException {
        long values = 0;
        for (String table : tables()) {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
                int columns = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    for (int i = 1; i <= columns; i++) {
                        values++;
                        read(rows, i, consumer);
                    }
                }
            }
        }
        return values;
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                """
                                SELECT quote_ident(schemaname) || '.' || quote_ident(tablename)
                                FROM pg_tables
                                WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
                                """)) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private static void read(ResultSet rows, int column, Consumer<byte[]> consumer)
            throws SQLException {
        Object value = rows.getObject(column);
        if (value instanceof byte[] bytes) {
            consumer.accept(bytes);
            Texts.forEachField(bytes, consumer);
            return;
        }
        String text = rows.getString(column);
        if (text == null) {
            return;
        }
        Texts.forEachReading(text, consumer);
        if (text.startsWith("{") || text.startsWith("[")) {
            forEachText(json(text), consumer);
        }
    }

    private static void forEachText(JsonNode node, Consumer<byte[]> consumer) {
        if (node.isTextual()) {
            Texts.forEachReading(node.asText(), consumer);
        }
        node.forEach(child -> forEachText(child, consumer));
    }

    private static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException notJson) {
            return JSON.createArrayNode();
        }
    }
}
