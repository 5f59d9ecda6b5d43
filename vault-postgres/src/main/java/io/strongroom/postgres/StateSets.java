package io.strongroom.postgres;

import io.strongroom.core.VaultException;
import io.strongroom.core.state.Sealer;
import io.strongroom.postgres.StateSet.Part;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;
import java.util.stream.IntStream;

/// The sets of all tenants in table `state_set`. A change of rows changes their sets in the same
/// transaction, as its last write: the sets stay locked only from there to the commit, and are
/// locked in one order.
final class StateSets {
    private static final String LOCK =
            """
            SELECT document, mac FROM state_set
            WHERE tenant_id = ? AND part = ANY (?::smallint[]) ORDER BY part FOR NO KEY UPDATE
            """;

    private static final String ANY =
            """
            SELECT 1 FROM state_set WHERE tenant_id = ? LIMIT 1
            """;

    private static final String INSERT =
            """
            INSERT INTO state_set (tenant_id, part, document, mac)
            SELECT ?, s.part, s.document, s.mac
            FROM unnest(?::smallint[], ?::bytea[], ?::bytea[]) AS s (part, document, mac)
            ORDER BY s.part
            ON CONFLICT DO NOTHING
            """;

    private static final String UPDATE =
            """
            UPDATE state_set SET document = s.document, mac = s.mac
            FROM unnest(?::smallint[], ?::bytea[], ?::bytea[]) AS s (part, document, mac)
            WHERE state_set.tenant_id = ? AND state_set.part = s.part
            """;

    private final StateKey key;

    StateSets(Sealer sealer) {
        this.key = new StateKey(sealer);
    }

    /// The key, derived if it was not. May call the HSM.
    StateKey key() {
        return key.ready();
    }

    /// Adds differences to sets.
    ///
    /// @param differences of one tenant, at least one
    /// @return the sets as they are then
    /// @throws VaultException.Integrity if a set was edited or removed
    List<StateSet> change(Connection connection, SequencedMap<Part, RowSums> differences) {
        try {
            UUID tenant = differences.firstEntry().getKey().tenant();
            List<StateSet> after =
                    locked(connection, tenant, differences.keySet()).stream()
                            .map(set ->
                                    set.changed(differences.getOrDefault(set.part(), RowSums.NONE)))
                            .toList();
            write(connection, tenant, after);
            return after;
        } catch (SQLException e) {
            throw SqlStates.exception(e);
        }
    }

    private List<StateSet> locked(Connection connection, UUID tenant, Collection<Part> parts)
            throws SQLException {
        List<StateSet> sets = read(connection, tenant, parts);
        if (sets.isEmpty() && !TenantSql.exists(connection, ANY, tenant)) {
            addAll(connection, tenant);
            sets = read(connection, tenant, parts);
        }
        if (!sets.stream().map(StateSet::part).toList().equals(List.copyOf(parts))) {
            throw new VaultException.Integrity("a stored set of rows is gone");
        }
        return sets;
    }

    private List<StateSet> read(Connection connection, UUID tenant, Collection<Part> parts)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(LOCK)) {
            statement.setObject(1, tenant);
            statement.setArray(2, numbers(connection, parts));
            try (ResultSet result = statement.executeQuery()) {
                return RowReader.all(result, this::open);
            }
        }
    }

    /// Reads a set of a result with its columns document and mac.
    ///
    /// @throws VaultException.Integrity if it was edited
    StateSet open(ResultSet row) throws SQLException {
        return intact(row.getBytes("document"), row.getBytes("mac"))
                .orElseThrow(() -> new VaultException.Integrity("a stored set of rows was edited"));
    }

    /// Reads a set; empty if it was edited.
    Optional<StateSet> intact(byte[] document, byte[] mac) {
        return key.matches(document, mac)
                ? Optional.of(StateSet.decode(document))
                : Optional.empty();
    }

    /// Adds all sets of a tenant, with nothing in them. Another node may do so at the same time.
    private void addAll(Connection connection, UUID tenant) throws SQLException {
        List<StateSet> sets =
                IntStream.range(0, Part.COUNT)
                        .mapToObj(number -> StateSet.empty(new Part(tenant, number)))
                        .toList();
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setObject(1, tenant);
            bind(statement, 2, sets);
            statement.executeUpdate();
        }
    }

    private void write(Connection connection, UUID tenant, List<StateSet> sets)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            bind(statement, 1, sets);
            statement.setObject(4, tenant);
            if (statement.executeUpdate() != sets.size()) {
                throw new VaultException.Integrity("the database did not keep a set of rows");
            }
        }
    }

    private void bind(PreparedStatement statement, int first, List<StateSet> sets)
            throws SQLException {
        Connection connection = statement.getConnection();
        List<byte[]> documents = new ArrayList<>();
        List<byte[]> macs = new ArrayList<>();
        for (StateSet set : sets) {
            byte[] document = set.encode();
            documents.add(document);
            macs.add(key.hmac(document));
        }
        statement.setArray(first, numbers(connection, sets.stream().map(StateSet::part).toList()));
        statement.setArray(
                first + 1, connection.createArrayOf("bytea", documents.toArray(byte[][]::new)));
        statement.setArray(
                first + 2, connection.createArrayOf("bytea", macs.toArray(byte[][]::new)));
    }

    private static java.sql.Array numbers(Connection connection, Collection<Part> parts)
            throws SQLException {
        return connection.createArrayOf(
                "int2", parts.stream().map(part -> (short) part.number()).toArray(Short[]::new));
    }
}
