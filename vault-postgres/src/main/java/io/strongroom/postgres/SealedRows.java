package io.strongroom.postgres;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.state.CanonicalReader.OtherKindException;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.SealedDocument;
import io.strongroom.core.state.Sealer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Seals, binds and reads rows; nothing else does.
///
/// A row is accepted only if it is what the service stored last: its document matches its seal, its
/// columns repeat the document, and its generation is the current one. Row and generation are
/// written in one transaction and read in one statement, so they differ only if an old row was
/// brought back.
final class SealedRows {
    private final Sealer sealer;
    private final StateSets sets;

    SealedRows(Sealer sealer) {
        this.sealer = sealer;
        this.sets = new StateSets(sealer);
    }

    /// Begins to open the rows of a query. The connection must be back in the pool, because opening
    /// calls the HSM.
    Opening opening() {
        return new Opening();
    }

    /// A row that was read before is not there any more.
    static VaultException.Integrity gone(Kind<?> kind) {
        return integrity(kind, "is gone");
    }

    private static VaultException.Integrity integrity(Kind<?> kind, String flaw) {
        return new VaultException.Integrity(
                "a stored " + kind.name().replace('-', ' ') + " " + flaw);
    }

    /// Begins to write rows.
    SealedWrite.Draft write() {
        return new SealedWrite.Draft(sealer, sets);
    }

    /// Removes the rows of all versions of a purged key.
    VersionsPurge purge(KeyId key) {
        return new VersionsPurge(key, sets);
    }

    /// Reads a row whose document something else vouches for than the HSM.
    ///
    /// @throws VaultException as [Opened#value]
    static <T> T trusted(Kind<T> kind, SealedRow<T> row) {
        Opened<T> opened = new Opened<>(kind, row);
        opened.requirePresent();
        opened.open = true;
        return opened.value();
    }

    /// Rows that are opened together, so that the HSM compares all of their seals in one turn.
    final class Opening {
        private final List<Opened<?>> rows = new ArrayList<>();

        /// Adds a row.
        ///
        /// @return what it holds, once all were opened
        <T> Opened<T> add(Kind<T> kind, SealedRow<T> row) {
            Opened<T> opened = new Opened<>(kind, row);
            rows.add(opened);
            return opened;
        }

        /// Compares the seals of all rows.
        ///
        /// @throws VaultException.Integrity if a row is missing, or was edited or moved
        void open() {
            rows.forEach(Opened::requirePresent);
            List<SealedDocument> documents =
                    rows.stream().map(opened -> opened.row.sealed()).toList();
            List<Boolean> matches = sealer.matches(documents);
            for (int i = 0; i < matches.size(); i++) {
                rows.get(i).sealMatches(matches.get(i));
            }
        }
    }

    /// A row of an [Opening].
    static final class Opened<T> {
        private final Kind<T> kind;
        private final SealedRow<T> row;
        private boolean open;

        private Opened(Kind<T> kind, SealedRow<T> row) {
            this.kind = kind;
            this.row = row;
        }

        /// What the row holds.
        ///
        /// @throws VaultException `SERVICE_UNAVAILABLE` if a newer version of Strongroom wrote it
        /// @throws VaultException.Integrity if the columns or the generation are not the document's
        T value() {
            if (!open) {
                throw new IllegalStateException("a row that was not opened");
            }
            T value = decoded();
            requireColumns(value);
            long generation = kind.guard(value).generation();
            if (generation != row.generation() || generation != row.current()) {
                throw integrity("is not the newest");
            }
            return value;
        }

        private T decoded() {
            try {
                return kind.decode(row.sealed().document());
            } catch (OtherKindException moved) {
                throw integrity("is missing or unreadable");
            } catch (IllegalArgumentException unknown) {
                // its seal matches, so the service wrote it: with a word that this version lacks
                throw new VaultException(
                        Problem.SERVICE_UNAVAILABLE,
                        "A stored %s cannot be read by this version of Strongroom. Upgrade this node."
                                .formatted(kind.name().replace('-', ' ')),
                        unknown);
            }
        }

        private void requireColumns(T value) {
            int i = 0;
            for (SealedTable.Column<T> column : row.table().columns().toList()) {
                if (!Objects.equals(row.values()[i++], column.value().apply(value))) {
                    throw integrity("does not match its columns");
                }
            }
        }

        private void requirePresent() {
            if (row.isMissing()) {
                throw integrity("is missing or unreadable");
            }
        }

        private void sealMatches(boolean matches) {
            if (!matches) {
                throw integrity("does not match its seal");
            }
            open = true;
        }

        private VaultException.Integrity integrity(String flaw) {
            return SealedRows.integrity(kind, flaw);
        }
    }
}
