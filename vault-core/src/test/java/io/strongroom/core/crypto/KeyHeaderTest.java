package io.strongroom.core.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.Samples;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VersionId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class KeyHeaderTest {
    private static final VaultId VAULT = new VaultId(new TenantId(new UUID(0, 1)), new UUID(0, 2));
    private static final VersionId VERSION = new VersionId(new UUID(0, 3));
    private static final Set<KeyPurpose> SIGN = Set.of(KeyPurpose.SIGN);
    private static final Ec P_256 = new Ec(Curve.P_256);

    @Test
    void every_part_of_it_shows_in_the_encoding() {
        TenantId otherTenant = new TenantId(new UUID(0, 9));
        Instant later = Samples.NOW.plusSeconds(1);
        Set<KeyPurpose> both = EnumSet.of(KeyPurpose.SIGN, KeyPurpose.DECRYPT);
        VersionId otherVersion = new VersionId(new UUID(0, 9));
        VaultId sibling = new VaultId(VAULT.tenant(), new UUID(0, 9));
        List<KeyHeader> headers =
                List.of(
                        header(VAULT, "a", VERSION, P_256, SIGN, Samples.NOW, 1),
                        header(
                                new VaultId(otherTenant, VAULT.value()),
                                "a",
                                VERSION,
                                P_256,
                                SIGN,
                                Samples.NOW,
                                1),
                        header(sibling, "a", VERSION, P_256, SIGN, Samples.NOW, 1),
                        header(VAULT, "b", VERSION, P_256, SIGN, Samples.NOW, 1),
                        header(VAULT, "a", otherVersion, P_256, SIGN, Samples.NOW, 1),
                        header(VAULT, "a", VERSION, new Ec(Curve.P_256K), SIGN, Samples.NOW, 1),
                        header(VAULT, "a", VERSION, new Rsa(2048), SIGN, Samples.NOW, 1),
                        header(
                                VAULT,
                                "a",
                                VERSION,
                                P_256,
                                KeyHeader.purposesOfExportable(P_256),
                                Samples.NOW,
                                1),
                        header(VAULT, "a", VERSION, new Rsa(3072), SIGN, Samples.NOW, 1),
                        header(VAULT, "a", VERSION, P_256, both, Samples.NOW, 1),
                        header(VAULT, "a", VERSION, P_256, Set.of(), Samples.NOW, 1),
                        header(VAULT, "a", VERSION, P_256, SIGN, later, 1),
                        header(VAULT, "a", VERSION, P_256, SIGN, Samples.NOW, 2),
                        inOtherPool(header(VAULT, "a", VERSION, P_256, SIGN, Samples.NOW, 1)),
                        restored(header(VAULT, "a", VERSION, P_256, SIGN, Samples.NOW, 1), 8),
                        restored(header(VAULT, "a", VERSION, P_256, SIGN, Samples.NOW, 1), 9));

        assertThat(headers.stream().map(KeyHeaderTest::hex).distinct()).hasSameSizeAs(headers);
    }

    @Test
    void the_case_of_the_name_and_the_order_of_purposes_do_not_matter() {
        KeyHeader one =
                header(
                        VAULT,
                        "Signing",
                        VERSION,
                        P_256,
                        Set.of(KeyPurpose.SIGN, KeyPurpose.DECRYPT),
                        Samples.NOW,
                        1);
        KeyHeader other =
                header(
                        VAULT,
                        "sIGNING",
                        VERSION,
                        P_256,
                        Set.of(KeyPurpose.DECRYPT, KeyPurpose.SIGN),
                        Samples.NOW,
                        1);

        assertThat(one.encoded()).isEqualTo(other.encoded());
    }

    /// Blobs in every database depend on it: a new encoding needs a new format name.
    @Test
    void the_encoding_never_changes() {
        KeyHeader header = header(VAULT, "a", VERSION, P_256, SIGN, Instant.ofEpochSecond(5), 1);

        assertThat(hex(header))
                .isEqualTo(
                        "0000000c6b65792d6865616465722f31"
                                + "0000001000000000000000000000000000000001"
                                + "0000001000000000000000000000000000000002"
                                + "0000000161"
                                + "0000001000000000000000000000000000000003"
                                + "000000024543"
                                + "00000005502d323536"
                                + "00000001"
                                + "000000045349474e"
                                + "000000080000000000000005"
                                + "000000056c6f63616c"
                                + "000000080000000000000001");
    }

    @Test
    void an_rsa_key_signs_and_decrypts_and_an_ec_key_signs() {
        assertThat(KeyHeader.purposesOf(new Rsa(2048)))
                .containsExactlyInAnyOrder(KeyPurpose.SIGN, KeyPurpose.DECRYPT);
        assertThat(KeyHeader.purposesOf(P_256)).containsExactly(KeyPurpose.SIGN);
    }

    private static String hex(KeyHeader header) {
        return HexFormat.of().formatHex(header.encoded());
    }

    private static KeyHeader header(
            VaultId vault,
            String name,
            VersionId version,
            KeySpec spec,
            Set<KeyPurpose> purposes,
            Instant created,
            int rootVersion) {
        KeyId key = new KeyId(vault, new ObjectName(name));
        return new KeyHeader(key, version, spec, purposes, created, PoolName.LOCAL, rootVersion);
    }

    private static KeyHeader restored(KeyHeader header, long subject) {
        return header.restored(header.key(), new UUID(0, subject));
    }

    private static KeyHeader inOtherPool(KeyHeader h) {
        return new KeyHeader(
                h.key(),
                h.version(),
                h.spec(),
                h.purposes(),
                h.created(),
                new PoolName("other"),
                h.rootVersion());
    }
}
