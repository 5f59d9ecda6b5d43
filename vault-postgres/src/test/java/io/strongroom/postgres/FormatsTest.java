package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.postgres.PostgresStore.reference;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyDocument;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.KeyVersionDocument;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import io.strongroom.core.state.FakeSealer;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.vault.OpenVault;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/// Nodes of two versions over one database.
final class FormatsTest {
    private static final PostgresStore STORE = new PostgresStore();

    @AfterAll
    static void close() {
        STORE.close();
    }

    /// A made-up version 2 of a kind, with one field more.
    private record Newer<T>(Kind<T> older) implements Kind<T> {
        @Override
        public String name() {
            return older.name();
        }

        @Override
        public int version() {
            return older.version() + 1;
        }

        @Override
        public void write(T value, CanonicalBytes document) {
            older.write(value, document);
            document.text("a new field");
        }

        @Override
        public T read(CanonicalReader document) {
            T value = older.read(document);
            if (document.version() == version()) {
                document.text();
            }
            return value;
        }

        @Override
        public Guard guard(T value) {
            return older.guard(value);
        }
    }

    @Test
    void a_document_of_a_newer_version_is_unavailable_and_no_alarm() {
        OpenVault vault = STORE.freshVault();
        KeyVersion version = Samples.ec256Key(vault, "signing");
        Key key = Samples.keyOf(version);
        SealedWrite write =
                new SealedRows(new FakeSealer())
                        .write()
                        .insert(Tables.KEY, new KeyDocument(), key)
                        .insert(
                                Tables.KEY_VERSION,
                                new Newer<>(KeyVersionDocument.of(version)),
                                version)
                        .sealed();
        assertThat(STORE.commit(vault.tenant().id(), write::apply)).isTrue();

        assertThatThrownBy(() -> STORE.find(vault, reference("signing"), true))
                .is(refused(Problem.SERVICE_UNAVAILABLE))
                .isNotInstanceOf(VaultException.Integrity.class)
                .hasMessage(
                        "A stored key version was written by a newer version of Strongroom: its format is key-version/4, this node reads up to key-version/3. Upgrade this node.");
    }

    @Test
    void a_newer_node_reads_what_this_one_writes() {
        OpenVault vault = STORE.freshVault();
        KeyVersion version = STORE.key(vault, "signing");

        byte[] document = KeyVersionDocument.of(version).encode(version);

        assertThat(new Newer<>(KeyVersionDocument.of(version)).decode(document)).isEqualTo(version);
    }

    @Test
    void a_newer_document_that_was_edited_is_an_alarm() {
        OpenVault vault = STORE.freshVault();
        KeyVersion version = STORE.key(vault, "signing");
        byte[] newer = new Newer<>(KeyVersionDocument.of(version)).encode(version);
        STORE.tamper(
                "UPDATE key_version SET document = ? WHERE version = ?",
                newer,
                version.id().value());

        assertThatThrownBy(() -> STORE.find(vault, reference("signing"), true))
                .isInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void a_seal_by_an_older_key_of_the_hsm_is_still_good() {
        OpenVault vault = STORE.freshVault();
        KeyVersion version = STORE.key(vault, "signing");
        PostgresKeyRepository rotated =
                new PostgresKeyRepository(STORE.connections, new FakeSealer("strongroom", 2));

        assertThat(rotated.find(vault, version.key().name(), null, true).orElseThrow().version())
                .isEqualTo(version);

        KeyVersion disabled = Samples.disabled(version);
        assertThat(STORE.commit(vault.tenant().id(), rotated.replace(version, disabled))).isTrue();
        assertThat(rotated.find(vault, version.key().name(), null, true).orElseThrow().version())
                .isEqualTo(disabled);
        assertThatThrownBy(() -> STORE.find(vault, reference("signing"), true))
                .isInstanceOf(VaultException.Integrity.class); // this node lacks key 2
    }
}
