package io.strongroom.core.key;

import static io.strongroom.core.Samples.CONTOSO_SUBSCRIPTION;
import static io.strongroom.core.Samples.NOW;
import static io.strongroom.core.key.KeyOperation.SIGN;
import static io.strongroom.core.key.KeyOperation.VERIFY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeyPurpose;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.KindContract;
import io.strongroom.core.vault.Tenant;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class KeyVersionDocumentTest extends KindContract<KeyVersion> {
    private static final TenantId OWNER = new TenantId(new UUID(0, 1));
    private static final PoolName OTHER_POOL = new PoolName("eu-2");
    private static final Ec P_256 = new Ec(Curve.P_256);
    private static final Rsa RSA_2048 = new Rsa(2048);
    private static final byte[] BLOB = {7, 8, 9};
    private static final KeyAttributes PLAIN = attributes(true, null, null, List.of(), Map.of());
    private final Tenant owner = withTwoPools(Samples.tenant(OWNER, CONTOSO_SUBSCRIPTION));

    @Override
    protected Kind<KeyVersion> kind() {
        return new KeyVersionDocument(owner);
    }

    @Override
    protected List<KeyVersion> examples() {
        Stream<KeyVersion> ofEverySpec =
                Stream.of(
                                IntStream.of(2048, 3072, 4096).mapToObj(Rsa::new),
                                Arrays.stream(Curve.values()).map(Ec::new),
                                IntStream.of(128, 192, 256).mapToObj(Oct::new))
                        .<KeySpec>flatMap(specs -> specs)
                        .map(spec -> version(header(spec), BLOB, PLAIN));
        Stream<KeyVersion> ofEveryAttribute =
                Stream.of(
                                attributes(false, null, null, List.of(), Map.of()),
                                attributes(true, NOW, null, List.of(), Map.of()),
                                attributes(true, null, NOW, List.of(), Map.of()),
                                attributes(true, NOW, NOW.plusSeconds(1), List.of(), Map.of()),
                                attributes(true, Instant.EPOCH, null, List.of(), Map.of()),
                                attributes(true, null, null, List.of(SIGN, VERIFY), Map.of()),
                                attributes(true, null, null, List.of(VERIFY, SIGN), Map.of()),
                                attributes(
                                        true,
                                        null,
                                        null,
                                        List.of(KeyOperation.values()),
                                        Map.of("a", "", "Ü", "日本 😀", "\"'\\", "\t\n")),
                                new KeyAttributes(
                                        true,
                                        null,
                                        null,
                                        NOW.minusSeconds(1),
                                        NOW,
                                        List.of(),
                                        Map.of()),
                                new KeyAttributes(
                                        true,
                                        null,
                                        null,
                                        NOW,
                                        NOW.plusSeconds(1),
                                        List.of(),
                                        Map.of()))
                        .map(attributes -> version(header(P_256), BLOB, attributes));
        Stream<KeyVersion> others =
                Stream.of(
                        golden(),
                        goldenRsa(),
                        version(header("A", P_256, Set.of(), PoolName.LOCAL, 1), BLOB, PLAIN),
                        version(
                                header("Signing", P_256, Set.of(KeyPurpose.SIGN), OTHER_POOL, 7),
                                BLOB,
                                PLAIN),
                        version(header(P_256), new byte[0], PLAIN),
                        version(header(P_256), new byte[300], PLAIN),
                        releasable(P_256, policy(false), List.of(SIGN)),
                        releasable(RSA_2048, policy(true), List.of(SIGN, KeyOperation.EXPORT)),
                        releasable(new Oct(256), policy(true), List.of()),
                        numbered(2, 1),
                        numbered(1, 2),
                        numbered(Long.MAX_VALUE, Long.MAX_VALUE),
                        promised(Protection.SOFTWARE));
        return Stream.of(ofEverySpec, ofEveryAttribute, others)
                .<KeyVersion>flatMap(versions -> versions)
                .toList();
    }

    private KeyVersion releasable(
            KeySpec spec, ReleasePolicy policy, List<KeyOperation> operations) {
        return version(
                header("signing", spec, KeyHeader.purposesOfExportable(spec), PoolName.LOCAL, 1),
                BLOB,
                new KeyAttributes(true, null, null, NOW, NOW, operations, Map.of(), policy));
    }

    private static ReleasePolicy policy(boolean immutable) {
        return new ReleasePolicy("application/json; charset=utf-8", "{\"ü\":1}", immutable);
    }

    @Test
    void a_key_that_can_be_released_is_written_in_version_3_and_no_other() {
        KeyVersion releasable = releasable(P_256, policy(false), List.of(SIGN));

        assertThat(kind().version(releasable)).isEqualTo(3);
        assertThat(kind().version(golden())).isEqualTo(1);
        assertThat(kind().version(version(header(new Oct(256)), BLOB, PLAIN))).isEqualTo(2);
    }

    @Test
    void a_document_that_contradicts_its_header_is_refused() {
        byte[] document = kind().encode(releasable(P_256, policy(false), List.of(SIGN)));
        byte[] tail = new CanonicalBytes("x").flag(true).toBytes();
        int flag = document.length;
        byte[] sought = Arrays.copyOfRange(tail, 5, tail.length);
        while (!Arrays.equals(Arrays.copyOfRange(document, flag - sought.length, flag), sought)) {
            flag--;
        }
        // the last flag that is set says that the key can be released: the policy is not immutable
        document[flag - 1] = 0;

        assertThatThrownBy(() -> kind().decode(document))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a key that is not what its header says");
    }

    @Override
    protected KeyVersion golden() {
        KeyAttributes attributes =
                new KeyAttributes(
                        true,
                        Instant.ofEpochSecond(5),
                        null,
                        Instant.ofEpochSecond(6),
                        Instant.ofEpochSecond(7),
                        List.of(SIGN, VERIFY),
                        Map.of("b", "", "a", "é"));
        KeyHeader header = header(P_256);
        return new KeyVersion(
                new WrappedKey(
                        header,
                        new KeyMaterial.Pair(
                                new EcPublicKey(Curve.P_256, filled(32, 0x11), filled(32, 0x22)),
                                BLOB),
                        owner.key(PoolName.LOCAL)),
                Protection.HSM,
                attributes,
                8,
                9);
    }

    @Override
    protected String goldenHex() {
        return "0000000d6b65792d76657273696f6e2f31"
                + "000000075369676e696e67"
                + "00000093"
                + HEADER_UP_TO_SPEC
                + "000000024543"
                + "00000005502d323536"
                + "00000001"
                + "000000045349474e"
                + HEADER_AFTER_PURPOSES
                + "0000000470616972"
                + "000000024543"
                + "00000005502d323536"
                + "00000020"
                + "11".repeat(32)
                + "00000020"
                + "22".repeat(32)
                + "00000003070809"
                + "0000000348534d"
                + "000000080000000000000001"
                + "000000080000000000000005"
                + "ffffffff"
                + "000000080000000000000006"
                + "000000080000000000000007"
                + "00000002"
                + "000000047369676e"
                + "00000006766572696679"
                + "00000002"
                + "0000000161"
                + "00000002c3a9"
                + "0000000162"
                + "00000000"
                + "000000080000000000000008"
                + "000000080000000000000009";
    }

    private static final String HEADER_UP_TO_SPEC =
            "0000000c6b65792d6865616465722f31"
                    + "0000001000000000000000000000000000000001"
                    + "0000001000000000000000000000000000000002"
                    + "000000077369676e696e67"
                    + "0000001000000000000000000000000000000003";

    private static final String HEADER_AFTER_PURPOSES =
            "000000080000000000000004" + "000000056c6f63616c" + "000000080000000000000001";

    private KeyVersion goldenRsa() {
        KeyHeader header = header(RSA_2048);
        return new KeyVersion(
                new WrappedKey(
                        header,
                        new KeyMaterial.Pair(
                                new RsaPublicKey(
                                        BigInteger.ONE.shiftLeft(2047).setBit(0),
                                        BigInteger.valueOf(65537)),
                                BLOB),
                        owner.key(PoolName.LOCAL)),
                Protection.SOFTWARE,
                attributes(false, null, Instant.ofEpochSecond(5), List.of(), Map.of()),
                1,
                1);
    }

    @Test
    void version_1_of_an_rsa_key_is_written_and_read_as_ever() {
        String hex =
                "0000000d6b65792d76657273696f6e2f31"
                        + "000000075369676e696e67"
                        + "000000a2"
                        + HEADER_UP_TO_SPEC
                        + "00000003525341"
                        + "000000080000000000000800"
                        + "00000002"
                        + "000000045349474e"
                        + "0000000744454352595054"
                        + HEADER_AFTER_PURPOSES
                        + "0000000470616972"
                        + "00000003525341"
                        + "00000101"
                        + "0080"
                        + "00".repeat(254)
                        + "01"
                        + "00000003010001"
                        + "00000003070809"
                        + "00000008534f465457415245"
                        + "000000080000000000000000"
                        + "ffffffff"
                        + "000000080000000000000005"
                        + "0000000800000000"
                        + "69a42a40"
                        + "0000000800000000"
                        + "69a42a40"
                        + "00000000"
                        + "00000000"
                        + "000000080000000000000001"
                        + "000000080000000000000001";

        assertThat(HexFormat.of().formatHex(kind().encode(goldenRsa()))).isEqualTo(hex);
        assertThat(kind().decode(HexFormat.of().parseHex(hex))).isEqualTo(goldenRsa());
    }

    @Test
    void the_name_keeps_its_case() {
        KeyVersion read = kind().decode(kind().encode(golden()));

        assertThat(read.key().name().value()).isEqualTo("Signing");
        assertThat(read.wrapped().header().key().name().value()).isEqualTo("Signing");
    }

    @Test
    void the_tenants_key_of_the_pool_opens_the_wrapped_key() {
        KeyVersion version = version(header("a", P_256, Set.of(), OTHER_POOL, 1), BLOB, PLAIN);

        KeyVersion read = kind().decode(kind().encode(version));

        assertThat(read.wrapped().tenantKey().pool()).isEqualTo(OTHER_POOL);
        assertThat(read.wrapped().tenantKey()).isEqualTo(owner.key(OTHER_POOL));
    }

    @Test
    void a_version_is_stored_as_by_its_tenant() {
        Kind<KeyVersion> own = KeyVersionDocument.of(golden());

        assertThat(own.encode(golden())).isEqualTo(kind().encode(golden()));
        assertThat(own.decode(kind().encode(golden()))).isEqualTo(golden());
    }

    @Test
    void a_pool_in_which_the_tenant_has_no_key_is_an_integrity_violation() {
        KeyVersion version = version(header("a", P_256, Set.of(), OTHER_POOL, 1), BLOB, PLAIN);
        byte[] document = kind().encode(version);
        Tenant local = Samples.tenant(OWNER, CONTOSO_SUBSCRIPTION);

        assertThatThrownBy(() -> new KeyVersionDocument(local).decode(document))
                .isInstanceOf(VaultException.Integrity.class)
                .hasMessage("a stored key names the HSM pool eu-2, in which the tenant has no key");
    }

    @Test
    void operations_rely_on_the_version_and_its_generation() {
        assertThat(kind().guard(golden())).isEqualTo(new Guard(new UUID(0, 3), 9));
    }

    private static KeyHeader header(KeySpec spec) {
        return header("Signing", spec, KeyHeader.purposesOf(spec), PoolName.LOCAL, 1);
    }

    private static KeyHeader header(
            String name, KeySpec spec, Set<KeyPurpose> purposes, PoolName pool, int rootVersion) {
        return new KeyHeader(
                new KeyId(new VaultId(OWNER, new UUID(0, 2)), new ObjectName(name)),
                new VersionId(new UUID(0, 3)),
                spec,
                purposes,
                Instant.ofEpochSecond(4),
                pool,
                rootVersion);
    }

    private KeyVersion version(KeyHeader header, byte[] blob, KeyAttributes attributes) {
        return new KeyVersion(wrapped(header, blob), Protection.HSM, attributes, 1, 1);
    }

    private KeyVersion numbered(long ordinal, long generation) {
        return new KeyVersion(
                wrapped(header(P_256), BLOB), Protection.HSM, PLAIN, ordinal, generation);
    }

    private KeyVersion promised(Protection protection) {
        return new KeyVersion(wrapped(header(P_256), BLOB), protection, PLAIN, 1, 1);
    }

    private WrappedKey wrapped(KeyHeader header, byte[] blob) {
        return new WrappedKey(
                header, Samples.material(header.spec(), blob), owner.key(header.pool()));
    }

    private static KeyAttributes attributes(
            boolean enabled,
            @Nullable Instant notBefore,
            @Nullable Instant expires,
            List<KeyOperation> operations,
            Map<String, String> tags) {
        return new KeyAttributes(enabled, notBefore, expires, NOW, NOW, operations, tags);
    }

    private static Tenant withTwoPools(Tenant tenant) {
        TenantKey other = new TenantKey(tenant.id(), OTHER_POOL, new byte[] {1, 2, 3}, 2);
        return new Tenant(
                tenant.id(),
                tenant.name(),
                List.of(tenant.key(PoolName.LOCAL), other),
                tenant.subscriptions(),
                tenant.owners(),
                tenant.officers(),
                tenant.generation());
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }
}
