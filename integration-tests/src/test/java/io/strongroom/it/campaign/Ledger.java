package io.strongroom.it.campaign;

import io.strongroom.it.harness.Load.Attempt;
import io.strongroom.it.harness.Site;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Compares what clients were told with what the log holds.
final class Ledger {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private Ledger() {}

    /// Acknowledged calls that the officer does not find in the log of the vault.
    static long unaudited(Site site, String vault, List<Attempt> attempts) {
        Set<String> recorded = site.first().node().officer().requestIds(vault);
        return attempts.stream()
                .filter(Attempt::acknowledged)
                .filter(a -> !recorded.contains(a.requestId()))
                .count();
    }

    /// Every id in the records of events since then, in the database itself.
    static Set<String> recorded(Site site, Instant since) {
        String query = "SELECT record FROM strongroom.audit_event WHERE time >= ?";
        Set<String> ids = new HashSet<>();
        try (Connection connection = site.database().superuser();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, since.atOffset(ZoneOffset.UTC));
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    ID.matcher(new String(rows.getBytes(1), StandardCharsets.ISO_8859_1))
                            .results()
                            .forEach(match -> ids.add(match.group()));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return ids;
    }

    /// Whether any tenant's log, or that of no tenant, holds a record of the request.
    static boolean isRecorded(Site site, String requestId) {
        String query =
                """
                SELECT count(*) FROM strongroom.audit_event
                WHERE position(convert_to(?, 'UTF8') IN record) > 0
                """;
        try (Connection connection = site.database().superuser();
                PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setString(1, requestId);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() && result.getLong(1) > 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Records that are missing in a chain, do not have the hash that is written beside them, or do
    /// not name the hash of the record before.
    static long brokenLinks(Site site) {
        String query =
                """
                SELECT count(*)
                FROM (SELECT sequence, record, hash,
                             lag(sequence, 1, 0::bigint) OVER chain AS sequence_before,
                             lag(hash) OVER chain AS hash_before
                      FROM strongroom.audit_event
                      WINDOW chain AS (PARTITION BY node ORDER BY sequence)) AS links
                WHERE sequence <> sequence_before + 1
                   OR sha256(record) <> hash
                   OR (hash_before IS NOT NULL AND position(hash_before IN record) = 0)
                """;
        try (Connection connection = site.database().superuser();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
