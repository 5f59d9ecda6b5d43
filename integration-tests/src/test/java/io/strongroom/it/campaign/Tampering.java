package io.strongroom.it.campaign;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/// What a database operator may do to the rows of two key versions, `a` and `b`. Every statement
/// has the two versions as parameters 1 and 2 and is run as a superuser.
enum Tampering {
    BLOBS(
            """
            UPDATE strongroom.key_version AS mine SET blob = other.blob
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    BLOBS_AND_PUBLIC_KEYS(
            """
            UPDATE strongroom.key_version AS mine
            SET blob = other.blob, public_key = other.public_key
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    PUBLIC_KEYS(
            """
            UPDATE strongroom.key_version AS mine SET public_key = other.public_key
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    CONTENTS(
            """
            UPDATE strongroom.key_version AS mine
            SET blob = other.blob, public_key = other.public_key, seal = other.seal,
                name = other.name, created = other.created, updated = other.updated
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    NAMES(
            """
            UPDATE strongroom.key_version AS mine
            SET canonical_name = other.canonical_name, name = other.name
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    VERSIONS(
            """
            UPDATE strongroom.key_version AS mine SET version = other.version
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    TENANTS(
            """
            UPDATE strongroom.key_version AS mine
            SET tenant_id = other.tenant_id, vault_id = other.vault_id,
                canonical_name = other.canonical_name, name = other.name
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    SEALS(
            """
            UPDATE strongroom.key_version AS mine SET seal = other.seal
            FROM strongroom.key_version AS other
            WHERE ARRAY[mine.version, other.version] IN (ARRAY[?, ?]::uuid[], ARRAY[?, ?]::uuid[])
            """),
    BLOB_BIT(
            """
            UPDATE strongroom.key_version SET blob = set_bit(blob, 77, 1 - get_bit(blob, 77))
            WHERE version IN (?, ?, ?, ?)
            """),
    PUBLIC_KEY_BIT(
            """
            UPDATE strongroom.key_version
            SET public_key = set_bit(public_key, 77, 1 - get_bit(public_key, 77))
            WHERE version IN (?, ?, ?, ?)
            """),
    SEAL_BIT(
            """
            UPDATE strongroom.key_version SET seal = set_bit(seal, 77, 1 - get_bit(seal, 77))
            WHERE version IN (?, ?, ?, ?)
            """),
    OPERATIONS(
            """
            UPDATE strongroom.key_version SET operations = '["sign"]'
            WHERE version IN (?, ?, ?, ?)
            """),
    EXPIRY(
            """
            UPDATE strongroom.key_version SET expires = now() + interval '1 day'
            WHERE version IN (?, ?, ?, ?)
            """),
    TAGS(
            """
            UPDATE strongroom.key_version SET tags = '{"edited":"yes"}'
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
