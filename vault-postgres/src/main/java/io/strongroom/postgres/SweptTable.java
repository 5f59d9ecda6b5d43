package io.strongroom.postgres;

import io.strongroom.core.key.KeyDocument;
import io.strongroom.core.key.KeyVersionDocument;
import io.strongroom.core.state.Kind;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.TenantDocument;
import io.strongroom.core.vault.VaultDocument;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A sealed table as the sweep reads it. Each table with seals is one.
///
/// @param kind how its documents are read, given the tenant that owns them
record SweptTable<T>(SealedTable<T> table, Function<Tenant, Kind<T>> kind) {
    static final List<SweptTable<?>> AFTER_TENANT =
            List.of(
                    new SweptTable<>(Tables.VAULT, _ -> new VaultDocument()),
                    new SweptTable<>(Tables.KEY, _ -> new KeyDocument()),
                    new SweptTable<>(Tables.KEY_VERSION, KeyVersionDocument::new));
    static final SweptTable<Tenant> TENANT =
            new SweptTable<>(Tables.TENANT, _ -> new TenantDocument());

    /// All rows of a tenant, in no order.
    String query() {
        return """
        SELECT %s
        FROM %s %s
        %s
        WHERE %3$s.tenant_id = ?
        """
                .formatted(table.selected(), table.name(), table.alias(), table.joined());
    }

    /// The subject of a row, as its columns say: column `subject` or, without a value in it, the
    /// last one of the primary key.
    UUID subject(SealedRow<T> row) {
        Object subject = value(row, "subject");
        Object id = subject == null ? value(row, table.key().getLast().name()) : subject;
        if (id instanceof UUID found) {
            return found;
        }
        throw new IllegalStateException("table " + table.name() + " has no column of its subject");
    }

    private @Nullable Object value(SealedRow<T> row, String name) {
        int i = 0;
        for (SealedTable.Column<T> column : table.columns().toList()) {
            if (column.name().equals(name)) {
                return row.values()[i];
            }
            i++;
        }
        return null;
    }

    /// The table in messages.
    String words() {
        return table.name().replace('_', ' ');
    }
}
