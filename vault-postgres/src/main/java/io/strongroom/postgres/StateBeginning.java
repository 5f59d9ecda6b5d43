package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.postgres.StateSet.Part;
import io.strongroom.postgres.StateSweep.Begun;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.Consumer;

/// Gives sets to the rows that were there before the sets: once in an installation, by its first
/// sweep. It trusts the rows that it finds, if their seals match.
final class StateBeginning {
    private static final byte[] MARK = new CanonicalBytes("state-sweep/1").toBytes();

    private static final String FIND =
            """
            SELECT mac FROM state_sweep
            """;

    private static final String END =
            """
            INSERT INTO state_sweep (begun, mac) VALUES (now(), ?) ON CONFLICT DO NOTHING
            """;

    private final Connections connections;
    private final StateSets sets;
    private final Consumer<Begun> begun;
    private boolean over;

    StateBeginning(Connections connections, StateSets sets, Consumer<Begun> begun) {
        this.connections = connections;
        this.sets = sets;
        this.begun = begun;
    }

    /// What is wrong with the mark that all rows have sets: it was edited, or removed since this
    /// node has seen it.
    Optional<StateFinding> flaw() {
        Optional<byte[]> mark = connections.read(FIND, row -> row.getBytes(1)).stream().findFirst();
        boolean flawed = mark.isPresent() ? !sets.key().matches(MARK, mark.get()) : over;
        over |= mark.isPresent();
        return flawed
                ? Optional.of(
                        StateFinding.of(
                                TenantId.NONE,
                                "the mark of the first sweep was edited or removed",
                                Map.of(),
                                ""))
                : Optional.empty();
    }

    /// Whether all rows have sets. Asked after [#flaw].
    boolean isOver() {
        return over;
    }

    /// Adds rows to the sets of their tenant. Their changes are added by those who make them, so
    /// nobody waits.
    void take(TenantId tenant, SequencedMap<Part, RowSums> differences) {
        if (differences.isEmpty()) {
            return;
        }
        long rows = differences.values().stream().mapToLong(RowSums::rows).sum();
        begun.accept(new Begun(tenant, rows));
        connections.run(connection -> {
            connection.setAutoCommit(false);
            try {
                TenantSql.enter(connection, tenant.value());
                sets.change(connection, differences);
                connection.commit();
                return rows;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(true);
            }
        });
    }

    /// All rows have sets.
    void end() {
        connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(END)) {
                statement.setBytes(1, sets.key().hmac(MARK));
                return statement.executeUpdate();
            }
        });
    }
}
