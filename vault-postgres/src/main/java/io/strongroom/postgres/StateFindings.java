package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.CanonicalBytes;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/// What is wrong at the moment, in table `state_finding`: each finding is reported once, whichever
/// node finds it, until it is gone or changes.
final class StateFindings {
    private static final String KNOWN =
            """
            SELECT tenant_id, fingerprint, finder FROM state_finding
            """;

    private static final String ADD =
            """
            INSERT INTO state_finding (tenant_id, fingerprint, finder, seen)
            VALUES (?, ?, ?, now())
            ON CONFLICT (tenant_id, fingerprint) DO UPDATE SET seen = now()
            """;

    private static final String REMOVE =
            """
            DELETE FROM state_finding WHERE tenant_id = ? AND fingerprint = ? AND finder = ?
            """;

    /// A node that is gone for good confirms its findings no more.
    private static final String COUNT =
            """
            SELECT count(*) FROM state_finding WHERE seen > now() - interval '5 minutes'
            """;

    private final Connections connections;
    private final StateSets sets;
    private final String finder;
    private final Consumer<StateFinding> alarm;

    /// @param finder who finds what is replaced: others' findings stay
    /// @param alarm records a finding, or throws
    StateFindings(
            Connections connections, StateSets sets, String finder, Consumer<StateFinding> alarm) {
        this.connections = connections;
        this.sets = sets;
        this.finder = finder;
        this.alarm = alarm;
    }

    private record Known(TenantId tenant, String fingerprint, String finder) {
        static Known read(ResultSet row) throws SQLException {
            return new Known(
                    new TenantId(row.getObject(1, UUID.class)), row.getString(2), row.getString(3));
        }
    }

    /// Begins to find.
    Round begin() {
        return new Round(connections.read(KNOWN, Known::read));
    }

    /// All that this finder finds at one time.
    final class Round {
        private final List<Known> known;
        private final Set<String> reported = new HashSet<>();
        private final Set<String> still = new HashSet<>();
        private int added;

        private Round(List<Known> known) {
            this.known = known;
            known.forEach(one -> reported.add(one.fingerprint()));
        }

        /// Whether this was reported, and is not yet gone.
        boolean isKnown(TenantId tenant, String place, String state) {
            return reported.contains(fingerprint(tenant, place, state));
        }

        /// Reports a finding if it is new.
        void add(StateFinding finding) {
            if (!isKnown(finding.tenant(), finding.place(), finding.state())) {
                alarm.accept(finding); // first: what could not be recorded is found again
                reported.add(fingerprint(finding.tenant(), finding.place(), finding.state()));
                added++;
            }
            keep(finding.tenant(), finding.place(), finding.state());
        }

        /// Something that was reported is still so.
        void keep(TenantId tenant, String place, String state) {
            String fingerprint = fingerprint(tenant, place, state);
            still.add(fingerprint);
            write(ADD, tenant, fingerprint);
        }

        /// Forgets what this finder finds no more.
        ///
        /// @return number of findings that were new
        int end() {
            known.stream()
                    .filter(one ->
                            one.finder().equals(finder) && !still.contains(one.fingerprint()))
                    .forEach(gone -> write(REMOVE, gone.tenant(), gone.fingerprint()));
            return added;
        }
    }

    private String fingerprint(TenantId tenant, String place, String state) {
        byte[] identity =
                new CanonicalBytes("state-finding/1")
                        .id(tenant.value())
                        .text(place)
                        .text(state)
                        .toBytes();
        return HexFormat.of().formatHex(sets.key().hmac(identity));
    }

    /// Number of findings of all finders.
    long count() {
        return connections.read(COUNT, row -> row.getLong(1)).getFirst();
    }

    private void write(String sql, TenantId tenant, String fingerprint) {
        connections.run(connection -> {
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                statement.setObject(1, tenant.value());
                statement.setString(2, fingerprint);
                statement.setString(3, finder);
                return statement.executeUpdate();
            }
        });
    }
}
