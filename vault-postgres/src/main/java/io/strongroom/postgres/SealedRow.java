package io.strongroom.postgres;

import io.strongroom.core.state.Seal;
import io.strongroom.core.state.SealedDocument;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A row that was copied out of a result. Nothing of it is verified yet: [SealedRows] opens it.
///
/// @param values of the columns, in the order of the table
/// @param document null if an outer join found no row
/// @param generation of the row
/// @param current generation in table `generation`, 0 if the table has no row for it
record SealedRow<T>(
        SealedTable<T> table,
        @Nullable Object[] values,
        byte @Nullable [] document,
        byte @Nullable [] seal,
        int sealKey,
        long generation,
        long current) {

    boolean isMissing() {
        return document == null;
    }

    SealedDocument sealed() {
        return new SealedDocument(
                Objects.requireNonNull(document), new Seal(sealKey, Objects.requireNonNull(seal)));
    }
}
