package io.strongroom.postgres;

import io.strongroom.core.state.Transaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Statements with their values, the seals among them: all that a change will write. It is made
/// before the transaction, because sealing asks the HSM.
final class SealedWrite {
    private final String statements;
    private final List<@Nullable Object> values = new ArrayList<>(32);

    private SealedWrite(String statements) {
        this.statements = statements;
    }

    static SealedWrite of(String statements) {
        return new SealedWrite(statements);
    }

    SealedWrite with(@Nullable Object... more) {
        values.addAll(Arrays.asList(more));
        return this;
    }

    @Nullable Object[] values() {
        return values.toArray();
    }

    /// Writes.
    ///
    /// @return whether each statement wrote exactly one row
    boolean apply(Transaction transaction) {
        return TenantSql.write(((JdbcTransaction) transaction).connection(), statements, values());
    }
}
