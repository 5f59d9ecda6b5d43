package io.strongroom.postgres;

import static io.strongroom.postgres.Tables.KEY;
import static io.strongroom.postgres.Tables.KEY_VERSION;

/// The queries of [PostgresKeyRepository].
final class KeyQueries {
    static final String FIND =
            """
            SELECT %s, %s
            FROM key k
            %s
            LEFT JOIN key_version kv ON kv.tenant_id = k.tenant_id AND kv.vault_id = k.vault_id
                AND kv.canonical_name = k.canonical_name
                AND kv.version = COALESCE(?::uuid, k.current_version)
            %s
            WHERE k.tenant_id = ? AND k.vault_id = ? AND k.canonical_name = ?
            """
                    .formatted(
                            KEY.selected(),
                            KEY_VERSION.selected(),
                            KEY.joined(),
                            KEY_VERSION.joined());

    static final String FIND_KEY =
            """
            SELECT %s
            FROM key k
            %s
            WHERE k.tenant_id = ? AND k.vault_id = ? AND k.canonical_name = ?
            """
                    .formatted(KEY.selected(), KEY.joined());

    static final String LIST = inNameOrder("live");
    static final String LIST_DELETED = inNameOrder("deleted");

    static final String VERSIONS =
            """
            SELECT %s, %s
            FROM key_version kv
            %s
            LEFT JOIN key k ON k.tenant_id = kv.tenant_id AND k.vault_id = kv.vault_id
                AND k.canonical_name = kv.canonical_name
            %s
            WHERE kv.tenant_id = ? AND kv.vault_id = ? AND kv.canonical_name = ?
                AND kv.ordinal > ?
            ORDER BY kv.ordinal
            LIMIT ?
            """
                    .formatted(
                            KEY.selected(),
                            KEY_VERSION.selected(),
                            KEY_VERSION.joined(),
                            KEY.joined());

    static final String WITHOUT_KEY =
            """
            SELECT kv.version
            FROM key_version kv
            LEFT JOIN key k ON k.tenant_id = kv.tenant_id AND k.vault_id = kv.vault_id
                AND k.canonical_name = kv.canonical_name
            WHERE kv.tenant_id = ? AND kv.vault_id = ? AND kv.canonical_name = ?
                AND k.tenant_id IS NULL
            LIMIT 1
            """;

    static final String TO_FIND_DUE =
            """
            SELECT set_config('strongroom.tenant', ?, true), set_config('strongroom.due', ?, true);
            """;

    /// Keys of any tenant. A node whose clock is fast purges nothing early.
    static final String DUE =
            """
            SELECT k.tenant_id, k.vault_id, k.canonical_name
            FROM key k
            WHERE k.presence = 'deleted'
                AND k.scheduled_purge <= LEAST(?, extract(epoch FROM now())::bigint)
            ORDER BY k.scheduled_purge
            LIMIT ?
            """;

    static final String TO_FIND_DUE_IN_LIFETIME =
            """
            SELECT set_config('strongroom.tenant', ?, true),
                set_config('strongroom.lifetime', ?, true);
            """;

    /// Keys of any tenant. A node whose clock is fast does nothing early.
    static final String DUE_IN_LIFETIME =
            """
            SELECT k.tenant_id, k.vault_id, k.canonical_name
            FROM key k
            JOIN vault v ON v.tenant_id = k.tenant_id AND v.vault_id = k.vault_id
            WHERE k.presence = 'live' AND k.due <= LEAST(?, extract(epoch FROM now())::bigint)
                AND NOT v.deleted
            ORDER BY k.due, k.subject
            LIMIT ? OFFSET ?
            """;

    static final String WENT_ON =
            """
            SELECT 1 FROM generation WHERE tenant_id = ? AND subject = ? AND generation > ?
            """;

    private KeyQueries() {}

    /// The presence is no parameter, because each has an index.
    private static String inNameOrder(String presence) {
        return """
        SELECT %s, %s
        FROM key k
        %s
        LEFT JOIN key_version kv ON kv.tenant_id = k.tenant_id AND kv.vault_id = k.vault_id
            AND kv.canonical_name = k.canonical_name
            AND kv.version = k.current_version
        %s
        WHERE k.tenant_id = ? AND k.vault_id = ? AND k.canonical_name > ?
            AND k.presence = '%s'
        ORDER BY k.canonical_name
        LIMIT ?
        """
                .formatted(
                        KEY.selected(),
                        KEY_VERSION.selected(),
                        KEY.joined(),
                        KEY_VERSION.joined(),
                        presence);
    }
}
