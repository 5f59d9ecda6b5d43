package io.strongroom.core.key;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.contosoAdmin;
import static io.strongroom.core.Samples.contosoApp;
import static io.strongroom.core.key.KeyFixture.allBut;
import static io.strongroom.core.key.KeyFixture.current;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.audit.Action;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.ImportSamples;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.permission.Right;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Imports keys.
final class KeyImportTest {
    private final KeyFixture keys = new KeyFixture();

    @Test
    void an_imported_key_is_there_and_signs() {
        keys.allowEveryUse();
        ImportedKey.EcPair key = ImportSamples.ec(Curve.P_256);

        KeyVersion version = imported(contosoAdmin(), "ec", key);

        assertThat(keys.get(current("ec"))).isEqualTo(version);
        assertThat(version.ordinal()).isEqualTo(1);
        assertThat(version.attributes().operations())
                .containsExactly(KeyOperation.SIGN, KeyOperation.VERIFY);
        byte[] signature =
                keys.sign(current("ec"), SignatureAlgorithm.ES256, KeyFixture.DIGEST)
                        .value()
                        .bytes();
        assertThat(
                        keys.verify(
                                current("ec"),
                                SignatureAlgorithm.ES256,
                                KeyFixture.DIGEST,
                                signature))
                .isTrue();
    }

    @Test
    void a_second_import_makes_a_new_current_version_and_keeps_the_old_one() {
        KeyVersion first = imported(contosoAdmin(), "any", ImportSamples.ec(Curve.P_256));
        KeyVersion second = imported(contosoAdmin(), "any", ImportSamples.secret("00".repeat(16)));

        assertThat(second.ordinal()).isEqualTo(2);
        assertThat(second.spec()).isEqualTo(new Oct(128));
        assertThat(keys.get(current("any"))).isEqualTo(second);
        assertThat(keys.stored(new ObjectName("any"), first.id())).isEqualTo(first);
    }

    @Test
    void a_key_is_not_imported_under_the_name_of_a_deleted_one_until_that_is_purged() {
        ObjectName name = new ObjectName("ec");
        KeyVersion deleted = imported(contosoAdmin(), "ec", ImportSamples.ec(Curve.P_256));
        keys.perform(
                Action.KEY_DELETE, contosoAdmin(), visit -> keys.lifecycle.delete(visit, name));
        assertThatThrownBy(() -> imported(contosoAdmin(), "ec", ImportSamples.ec(Curve.P_256)))
                .is(refused(Problem.OBJECT_DELETED));

        keys.perform(Action.KEY_PURGE, contosoAdmin(), visit -> keys.lifecycle.purge(visit, name));
        KeyVersion again = imported(contosoAdmin(), "ec", ImportSamples.ec(Curve.P_256));

        assertThat(again.id()).isNotEqualTo(deleted.id());
        assertThat(keys.get(current("ec"))).isEqualTo(again);
    }

    @Test
    void an_import_needs_its_own_right() {
        keys.allow(allBut(Right.KEYS_IMPORT));

        assertThatThrownBy(() -> imported(contosoApp(), "denied", ImportSamples.ec(Curve.P_256)))
                .is(refused(Problem.FORBIDDEN_BY_POLICY));
        assertThat(keys.installation.trail.last().target().object()).isEqualTo("denied");
    }

    @Test
    void the_record_names_the_key_and_its_version_and_nothing_of_it() {
        KeyVersion version = imported(contosoAdmin(), "ec", ImportSamples.ec(Curve.P_256));

        AuditEvent event = keys.installation.trail.last();
        assertThat(event.action()).isEqualTo(Action.KEY_IMPORT);
        assertThat(event.target().object()).isEqualTo("ec");
        assertThat(event.target().version()).isEqualTo(version.id().toString());
        assertThat(event.details()).isEmpty();
    }

    @Test
    void a_key_that_contradicts_itself_is_not_stored() {
        ImportedKey.EcPair key = ImportSamples.ec(Curve.P_256);
        ImportedKey.EcPair other = ImportSamples.otherEc(Curve.P_256);

        assertThatThrownBy(() ->
                        imported(
                                contosoAdmin(),
                                "none",
                                new ImportedKey.EcPair(other.publicKey(), key.d())))
                .is(refused(Problem.BAD_PARAMETER));
        assertThatThrownBy(() -> keys.get(current("none"))).is(refused(Problem.KEY_NOT_FOUND));
    }

    @Test
    void operations_that_the_type_does_not_have_are_refused() {
        assertThatThrownBy(() ->
                        imported(
                                contosoAdmin(),
                                "none",
                                ImportSamples.ec(Curve.P_256),
                                KeyFixture.operations(List.of(KeyOperation.ENCRYPT))))
                .is(refused(Problem.BAD_PARAMETER));
    }

    private KeyVersion imported(Caller caller, String name, ImportedKey key) {
        return imported(caller, name, key, KeyAttributes.Changes.NONE);
    }

    private KeyVersion imported(
            Caller caller, String name, ImportedKey key, KeyAttributes.Changes attributes) {
        ImportKeyRequest request = new ImportKeyRequest(key, Protection.SOFTWARE, attributes);
        return keys.perform(
                Action.KEY_IMPORT,
                caller,
                visit -> keys.lifecycle.importKey(visit, new ObjectName(name), request));
    }
}
