package io.strongroom.postgres;

import io.strongroom.postgres.VerifiedChain.Place;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// How far the chains were verified, over restarts and on whichever node goes on.
final class VerifiedChains {
    private static final String ALL =
            """
            SELECT node, sequence, hash, again, again_hash, again_since FROM audit_verification
            """;

    private static final String KEEP =
            """
            INSERT INTO audit_verification (node, sequence, hash, again, again_hash, again_since)
            VALUES (?, ?, ?, ?, ?, ?)
            ON CONFLICT (node) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash,
                again = excluded.again, again_hash = excluded.again_hash,
                again_since = excluded.again_since
            """;

    private final Connections connections;

    VerifiedChains(Connections connections) {
        this.connections = connections;
    }

    /// All chains of which something was verified, by their node.
    Map<String, VerifiedChain> all() {
        return connections.read(ALL, VerifiedChains::read).stream()
                .collect(Collectors.toMap(VerifiedChain::node, Function.identity()));
    }

    private static VerifiedChain read(ResultSet row) throws SQLException {
        return new VerifiedChain(
                row.getString(1),
                new Place(row.getLong(2), row.getBytes(3)),
                new Place(row.getLong(4), row.getBytes(5)),
                row.getObject(6, OffsetDateTime.class).toInstant());
    }

    void keep(VerifiedChain chain) {
        connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(KEEP)) {
                statement.setString(1, chain.node());
                statement.setLong(2, chain.newest().sequence());
                statement.setBytes(3, chain.newest().hash());
                statement.setLong(4, chain.again().sequence());
                statement.setBytes(5, chain.again().hash());
                statement.setObject(6, chain.since().atOffset(ZoneOffset.UTC));
                return statement.executeUpdate();
            }
        });
    }
}
