package io.strongroom.core.key;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.recovery.Presence;
import io.strongroom.core.rotation.IsoDuration;
import io.strongroom.core.rotation.Lifetime;
import io.strongroom.core.rotation.RotationPolicy;
import io.strongroom.core.rotation.RotationTrigger;
import io.strongroom.core.rotation.RotationTrigger.AfterCreate;
import io.strongroom.core.rotation.RotationTrigger.BeforeExpiry;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.KindContract;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeyDocumentTest extends KindContract<Key> {
    private static final UUID SUBJECT = new UUID(0, 3);
    private static final VersionId VERSION = new VersionId(new UUID(0, 4));

    @Override
    protected Kind<Key> kind() {
        return new KeyDocument();
    }

    @Override
    protected List<Key> examples() {
        KeyId id = golden().id();
        KeyId sibling = new KeyId(Samples.fabrikamVault().id(), id.name());
        return List.of(
                golden(),
                key("S", SUBJECT, VERSION, 5),
                key("k".repeat(ObjectName.MAX_LENGTH), SUBJECT, VERSION, 5),
                key("-", SUBJECT, VERSION, 5),
                new Key(sibling, SUBJECT, VERSION, 5),
                key("Signing", new UUID(-1, -1), VERSION, 5),
                key("Signing", SUBJECT, new VersionId(new UUID(-1, -1)), 5),
                key("Signing", SUBJECT, VERSION, 1),
                key("Signing", SUBJECT, VERSION, Long.MAX_VALUE),
                deleted(1, 2),
                deleted(1, 3),
                deleted(0, 2),
                golden().with(new Presence.Purged()),
                golden().with(new Lifetime(null, null, null, at(7))),
                golden().with(new Lifetime(null, null, at(7), null)),
                golden().with(new Lifetime(null, at(7), null, null)),
                golden().with(of(policy(null, "P30D", null))),
                golden().with(of(policy(null, "P31D", null))),
                golden().with(of(policy(null, "P30D", "P2Y"))),
                golden().with(of(policy(new AfterCreate(days("P90D")), "P30D", null))),
                watched(),
                watched().with(new Presence.Deleted(at(1), at(2))),
                golden().withBlocked(Set.of("RSA1_5")),
                golden().withBlocked(Set.of("RSA1_5", "A128CBC")),
                watched().withBlocked(Set.of("RSA1_5")));
    }

    @Override
    protected Key golden() {
        return key("Signing", SUBJECT, VERSION, 5);
    }

    @Override
    protected String goldenHex() {
        return "000000056b65792f31"
                + "0000001000000000000000000000000000000001"
                + "0000001000000000000000000000000000000002"
                + "000000075369676e696e67"
                + "0000001000000000000000000000000000000003"
                + "0000001000000000000000000000000000000004"
                + "000000080000000000000005";
    }

    @Test
    void a_deleted_key_is_written_as_version_2() {
        assertThat(HexFormat.of().formatHex(kind().encode(deleted(1, 2))))
                .isEqualTo(
                        "000000056b65792f32"
                                + "0000001000000000000000000000000000000001"
                                + "0000001000000000000000000000000000000002"
                                + "000000075369676e696e67"
                                + "0000001000000000000000000000000000000003"
                                + "0000001000000000000000000000000000000004"
                                + "0000000764656c65746564"
                                + "000000080000000000000001"
                                + "000000080000000000000002"
                                + "000000080000000000000006");
    }

    @Test
    void a_recovered_key_is_written_as_version_1() {
        assertThat(kind().version(deleted(1, 2).with(new Presence.Live()))).isEqualTo(1);
    }

    @Test
    void a_key_with_a_rotation_policy_is_written_as_version_3() {
        assertThat(HexFormat.of().formatHex(kind().encode(watched())))
                .isEqualTo(
                        "000000056b65792f33"
                                + "0000001000000000000000000000000000000001"
                                + "0000001000000000000000000000000000000002"
                                + "000000075369676e696e67"
                                + "0000001000000000000000000000000000000003"
                                + "0000001000000000000000000000000000000004"
                                + "000000046c697665"
                                + "000000080000000000000001"
                                + "0000000d6265666f72652d657870697279"
                                + "0000000450393044"
                                + "0000000450333044"
                                + "00000003503259"
                                + "000000080000000000000005"
                                + "000000080000000000000006"
                                + "000000080000000000000007"
                                + "000000080000000000000008"
                                + "000000080000000000000009"
                                + "000000080000000000000006");
    }

    @Test
    void a_key_with_blocked_algorithms_is_written_as_version_4() {
        Key blocked = golden().withBlocked(Set.of("RSA1_5", "A128CBC"));

        assertThat(HexFormat.of().formatHex(kind().encode(blocked)))
                .isEqualTo(
                        "000000056b65792f34"
                                + "0000001000000000000000000000000000000001"
                                + "0000001000000000000000000000000000000002"
                                + "000000075369676e696e67"
                                + "0000001000000000000000000000000000000003"
                                + "0000001000000000000000000000000000000004"
                                + "000000046c697665"
                                + "000000080000000000000000"
                                + "ffffffffffffffffffffffff"
                                + "00000002"
                                + "0000000741313238434243"
                                + "00000006525341315f35"
                                + "000000080000000000000006");
        assertThat(kind().version(blocked.withBlocked(Set.of()))).isEqualTo(1);
        assertThat(blocked.with(new Presence.Purged()).blocked()).isEmpty();
    }

    private static Key watched() {
        return key("Signing", SUBJECT, VERSION, 5)
                .with(
                        new Lifetime(
                                policy(new BeforeExpiry(days("P90D")), "P30D", "P2Y"),
                                at(7),
                                at(8),
                                at(9)));
    }

    private static Lifetime of(RotationPolicy policy) {
        return new Lifetime(policy, null, null, null);
    }

    private static RotationPolicy policy(
            @Nullable RotationTrigger rotate, String notice, @Nullable String expiry) {
        return new RotationPolicy(
                rotate, days(notice), expiry == null ? null : days(expiry), at(5), at(6));
    }

    private static IsoDuration days(String text) {
        return new IsoDuration(text);
    }

    private static Instant at(long seconds) {
        return Instant.ofEpochSecond(seconds);
    }

    private static Key deleted(long at, long purge) {
        return key("Signing", SUBJECT, VERSION, 5)
                .with(
                        new Presence.Deleted(
                                Instant.ofEpochSecond(at), Instant.ofEpochSecond(purge)));
    }

    @Test
    void the_name_keeps_its_case() {
        Key read = kind().decode(kind().encode(golden()));

        assertThat(read.id().name().value()).isEqualTo("Signing");
    }

    @Test
    void operations_rely_on_the_subject_and_its_generation() {
        assertThat(kind().guard(golden())).isEqualTo(new Guard(SUBJECT, 5));
    }

    private static Key key(String name, UUID subject, VersionId current, long generation) {
        VaultId vault = new VaultId(new TenantId(new UUID(0, 1)), new UUID(0, 2));
        return new Key(new KeyId(vault, new ObjectName(name)), subject, current, generation);
    }
}
