package io.strongroom.core.vault;

import static io.strongroom.core.Samples.ADMIN;
import static io.strongroom.core.Samples.APP;
import static io.strongroom.core.Samples.OFFICER;
import static io.strongroom.core.Samples.freshTenant;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.Samples;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.Guard;
import io.strongroom.core.state.Kind;
import io.strongroom.core.state.KindContract;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TenantDocumentTest extends KindContract<Tenant> {
    private static final TenantId ID = new TenantId(new UUID(0, 1));
    private static final SubscriptionId FIRST = new SubscriptionId(new UUID(0, 2));
    private static final SubscriptionId SECOND = new SubscriptionId(new UUID(0, 3));

    @Override
    protected Kind<Tenant> kind() {
        return new TenantDocument();
    }

    @Override
    protected List<Tenant> examples() {
        TenantKey local = Samples.tenantKey(ID);
        TenantKey other = new TenantKey(ID, new PoolName("eu-2"), new byte[0], Integer.MAX_VALUE);
        Subscription plain = new Subscription(FIRST, "First", List.of("main", "Süd"));
        Subscription empty = new Subscription(SECOND, "", List.of());
        return List.of(
                golden(),
                Samples.contoso(),
                Samples.fabrikam(),
                freshTenant(),
                tenant(List.of(), List.of(), Set.of(), Set.of(), 1),
                tenant(List.of(local), List.of(), Set.of(), Set.of(), 1),
                tenant(List.of(local, other), List.of(), Set.of(), Set.of(), 1),
                tenant(List.of(other, local), List.of(), Set.of(), Set.of(), 1),
                tenant(List.of(), List.of(plain), Set.of(), Set.of(), 1),
                tenant(List.of(), List.of(plain, empty), Set.of(), Set.of(), 1),
                tenant(List.of(), List.of(empty, plain), Set.of(), Set.of(), 1),
                tenant(List.of(), List.of(), Set.of(ADMIN), Set.of(), 1),
                tenant(List.of(), List.of(), Set.of(), Set.of(ADMIN), 1),
                tenant(List.of(), List.of(), Set.of(ADMIN, APP), Set.of(OFFICER), 1),
                tenant(
                        List.of(),
                        List.of(),
                        Set.of(new PrincipalId("jörg"), new PrincipalId("日本")),
                        Set.of(),
                        1),
                tenant(List.of(), List.of(), Set.of(), Set.of(), Long.MAX_VALUE),
                new Tenant(ID, "日本 😀", List.of(), List.of(), Set.of(), Set.of(), 1),
                new Tenant(ID, "", List.of(), List.of(), Set.of(), Set.of(), 1));
    }

    @Override
    protected Tenant golden() {
        return new Tenant(
                ID,
                "Café",
                List.of(new TenantKey(ID, PoolName.LOCAL, new byte[] {7, 8, 9}, 4)),
                List.of(
                        new Subscription(FIRST, "First", List.of("main", "second")),
                        new Subscription(SECOND, "", List.of())),
                Set.of(new PrincipalId("b"), new PrincipalId("a")),
                Set.of(),
                5);
    }

    @Override
    protected String goldenHex() {
        return "0000000874656e616e742f31"
                + "0000001000000000000000000000000000000001"
                + "00000005436166c3a9"
                + "000000080000000000000001"
                + "000000056c6f63616c"
                + "00000003070809"
                + "000000080000000000000004"
                + "000000080000000000000002"
                + "0000001000000000000000000000000000000002"
                + "000000054669727374"
                + "00000002"
                + "000000046d61696e"
                + "000000067365636f6e64"
                + "0000001000000000000000000000000000000003"
                + "00000000"
                + "00000000"
                + "00000002"
                + "0000000161"
                + "0000000162"
                + "00000000"
                + "000000080000000000000005";
    }

    @Test
    void the_keys_belong_to_the_tenant() {
        Tenant read = kind().decode(kind().encode(golden()));

        assertThat(read.keys()).extracting(TenantKey::tenant).containsExactly(ID);
    }

    @Test
    void operations_rely_on_the_tenant_and_its_generation() {
        assertThat(kind().guard(golden())).isEqualTo(new Guard(ID.value(), 5));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Integer.MIN_VALUE, 1, 1L << 40})
    void a_number_of_keys_or_subscriptions_that_do_not_follow_is_refused(long count) {
        byte[] keys = ending(beginning().number(count).number(0));
        byte[] subscriptions = ending(beginning().number(0).number(count));

        assertThatIllegalArgumentException().isThrownBy(() -> kind().decode(keys));
        assertThatIllegalArgumentException().isThrownBy(() -> kind().decode(subscriptions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Local", "a b"})
    void a_pool_that_cannot_exist_is_refused(String pool) {
        byte[] document =
                ending(beginning().number(1).text(pool).bytes(new byte[40]).number(1).number(0));

        assertThatIllegalArgumentException().isThrownBy(() -> kind().decode(document));
    }

    @Test
    void a_document_that_was_put_together_by_hand_is_read() {
        assertThat(kind().decode(ending(beginning().number(0).number(0))))
                .isEqualTo(tenant(List.of(), List.of(), Set.of(), Set.of(), 1));
    }

    private static CanonicalBytes beginning() {
        return new CanonicalBytes("tenant/1").id(ID.value()).text("Contoso");
    }

    private static byte[] ending(CanonicalBytes document) {
        return document.texts(List.of()).texts(List.of()).number(1).toBytes();
    }

    private static Tenant tenant(
            List<TenantKey> keys,
            List<Subscription> subscriptions,
            Set<PrincipalId> owners,
            Set<PrincipalId> officers,
            long generation) {
        return new Tenant(ID, "Contoso", keys, subscriptions, owners, officers, generation);
    }
}
