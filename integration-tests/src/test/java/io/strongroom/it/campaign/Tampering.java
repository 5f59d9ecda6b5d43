package io.strongroom.it.campaign;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// What a database operator may do to the rows of two key versions, `a` and `b`. Every statement
/// has the two versions as parameters 1 and 2 and is run as a superuser.
enum Tampering {
    DOCUMENTS(
            """
            UPDATE strongroom.key_version AS mine
            SET document = other.document
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    DOCUMENTS_AND_SEALS(
            """
            UPDATE strongroom.key_version AS mine
            SET document = other.document, seal = other.seal, seal_key = other.seal_key, generation = other.generation
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    SEALS(
            """
            UPDATE strongroom.key_version AS mine
            SET seal = other.seal, seal_key = other.seal_key
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    NAMES(
            """
            UPDATE strongroom.key_version AS mine
            SET canonical_name = other.canonical_name, ordinal = mine.ordinal + 1000
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    VERSIONS(
            """
            UPDATE strongroom.key_version AS mine
            SET version = other.version
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    TENANTS(
            """
            UPDATE strongroom.key_version AS mine
            SET tenant_id = other.tenant_id, vault_id = other.vault_id,
                canonical_name = other.canonical_name, ordinal = mine.ordinal + 1000
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    FIRST_BIT_OF_DOCUMENT(
            """
            UPDATE strongroom.key_version SET document = set_bit(document, 7, 1 - get_bit(document, 7))
            WHERE version IN (?, ?, ?, ?)
            """),
    MIDDLE_BIT_OF_DOCUMENT(
            """
            UPDATE strongroom.key_version SET document = set_bit(document, length(document) * 4, 1 - get_bit(document, length(document) * 4))
            WHERE version IN (?, ?, ?, ?)
            """),
    LAST_BIT_OF_DOCUMENT(
            """
            UPDATE strongroom.key_version SET document = set_bit(document, length(document) * 8 - 1, 1 - get_bit(document, length(document) * 8 - 1))
            WHERE version IN (?, ?, ?, ?)
            """),
    BIT_OF_SEAL(
            """
            UPDATE strongroom.key_version SET seal = set_bit(seal, 77, 1 - get_bit(seal, 77))
            WHERE version IN (?, ?, ?, ?)
            """),
    SEAL_KEY(
            """
            UPDATE strongroom.key_version SET seal_key = seal_key + 1
            WHERE version IN (?, ?, ?, ?)
            """),
    DOCUMENT_CUT(
            """
            UPDATE strongroom.key_version SET document = substring(document FOR length(document) - 1)
            WHERE version IN (?, ?, ?, ?)
            """),
    DOCUMENT_LENGTHENED(
            """
            UPDATE strongroom.key_version SET document = document || '\\x00'::bytea
            WHERE version IN (?, ?, ?, ?)
            """),
    ORDINAL(
            """
            UPDATE strongroom.key_version SET ordinal = ordinal + 1
            WHERE version IN (?, ?, ?, ?)
            """),
    GENERATION(
            """
            UPDATE strongroom.key_version SET generation = generation + 1
            WHERE version IN (?, ?, ?, ?)
            """),
    GENERATIONS_OF_BOTH_TABLES(
            """
            WITH moved AS (UPDATE strongroom.generation SET generation = generation + 1
                           WHERE subject IN (?, ?))
            UPDATE strongroom.key_version SET generation = generation + 1
            WHERE version IN (?, ?)
            """);

    /// Kinds in which what was at one address is at the other afterwards.
    private static final List<Tampering> MOVES = List.of(NAMES, VERSIONS, TENANTS);

    private final String statement;

    Tampering(String statement) {
        this.statement = statement;
    }

    /// Whether the second key is to belong to another tenant.
    boolean crossesTenants() {
        return this == TENANTS;
    }

    /// Whether the row with a's key is now found at b's name and version, or the reverse.
    boolean moves() {
        return MOVES.contains(this);
    }

    /// Does it, and requires that it did something.
    void apply(Connection connection, UUID a, UUID b) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            prepared.setObject(1, a);
            prepared.setObject(2, b);
            prepared.setObject(3, this == GENERATIONS_OF_BOTH_TABLES ? a : b);
            prepared.setObject(4, this == GENERATIONS_OF_BOTH_TABLES ? b : a);
            if (prepared.executeUpdate() != 2) {
                throw new IllegalStateException(this + " did not change two rows");
            }
        }
    }
}
