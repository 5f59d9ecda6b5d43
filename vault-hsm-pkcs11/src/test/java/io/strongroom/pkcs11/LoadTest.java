package io.strongroom.pkcs11;

import static io.strongroom.core.Refused.refused;
import static io.strongroom.core.Samples.publicKeyOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Samples;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.pkcs11.cryptoki.Attribute;
import io.strongroom.pkcs11.cryptoki.Cka;
import io.strongroom.pkcs11.cryptoki.Cko;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.Intruder;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.root.CeremonySettings;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class LoadTest {
    private static CeremonySettings token;

    private final FaultyCryptoki cryptoki = new FaultyCryptoki(Cryptoki.load(SoftHsm.LIBRARY));

    @BeforeAll
    static void makeToken() {
        token = SoftHsm.token();
    }

    @Test
    void a_full_pool_is_busy_after_the_timeout() throws Exception {
        try (Pkcs11Hsm hsm = open(1, 100, Duration.ofMillis(500));
                ExecutorService threads = Executors.newCachedThreadPool()) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            WrappedKey key = keys.ec256();
            assertThat(keys.signs(key)).isTrue();
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            cryptoki.insideSign =
                    () -> {
                        inside.countDown();
                        awaitUnchecked(leave);
                    };
            Future<Boolean> holder = threads.submit(() -> keys.signs(key));
            inside.await();
            try {
                assertThatThrownBy(() -> keys.signs(key))
                        .isInstanceOfSatisfying(
                                VaultException.Busy.class,
                                busy -> assertThat(busy.retryAfter()).isPositive());
                assertThat(hsm.statistics().busy()).isEqualTo(1);
            } finally {
                leave.countDown();
            }
            assertThat(holder.get()).isTrue();
        }
    }

    @Test
    void keys_of_one_tenant_take_no_room_from_those_of_another() {
        try (Pkcs11Hsm hsm = open(2, 20, Duration.ofSeconds(20))) {
            TestKeys modest = new TestKeys(hsm.keyProvider(), Samples.CONTOSO);
            TestKeys greedy = new TestKeys(hsm.keyProvider(), Samples.FABRIKAM);
            List<WrappedKey> few = modest.ec256(3);
            List<WrappedKey> many = greedy.ec256(60);
            assertThat(few).allMatch(modest::signs);
            assertThat(many).allMatch(greedy::signs);
            long misses = hsm.statistics().misses();

            assertThat(few).allMatch(modest::signs);

            assertThat(hsm.statistics().misses()).isEqualTo(misses);
            assertThat(hsm.statistics().cachedKeys()).isEqualTo(20);
        }
    }

    @Test
    void keys_that_make_room_are_destroyed_and_never_while_in_use() throws Exception {
        try (Pkcs11Hsm hsm = open(2, 2, Duration.ofSeconds(20))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            List<WrappedKey> many = keys.ec256(6);

            long wrong = wrongSignatures(keys, many, 4, 60);

            assertThat(wrong).isZero();
            assertThat(hsm.statistics().evictions()).isGreaterThan(10);
            assertThat(hsm.statistics().cachedKeys()).isLessThanOrEqualTo(2);
            assertThat(privateSessionObjects()).isEqualTo(hsm.statistics().cachedKeys());
        }
    }

    @Test
    void threads_that_want_the_same_key_unwrap_it_once() throws Exception {
        try (Pkcs11Hsm hsm = open(4, 100, Duration.ofSeconds(20))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            WrappedKey key = keys.ec256();
            long before = hsm.statistics().misses();

            long wrong = wrongSignatures(keys, List.of(key), 8, 20);

            assertThat(wrong).isZero();
            assertThat(hsm.statistics().misses() - before).isEqualTo(1);
        }
    }

    @Test
    void a_half_that_cannot_be_destroyed_does_not_outlive_the_making_of_its_key() {
        try (Pkcs11Hsm hsm = open(1, 100, Duration.ofSeconds(20))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            int before = sessionObjects();
            cryptoki.destroyFailures.add(ReturnValue.FUNCTION_FAILED);

            assertThat(keys.signs(keys.ec256())).isTrue();

            assertThat(sessionObjects() - before).isEqualTo(1); // the handle in the cache
            assertThat(hsm.statistics().epoch()).isEqualTo(1);
        }
    }

    @Test
    void an_equal_key_from_another_read_of_the_database_is_a_hit() {
        try (Pkcs11Hsm hsm = open(2, 100, Duration.ofSeconds(20))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            WrappedKey key = keys.ec256();
            WrappedKey again =
                    new WrappedKey(
                            key.header(),
                            new KeyMaterial.Pair(
                                    publicKeyOf(key.material()), key.material().blob()),
                            key.tenantKey());
            assertThat(keys.signs(key)).isTrue();
            long misses = hsm.statistics().misses();

            assertThat(keys.signs(again)).isTrue();
            assertThat(hsm.statistics().misses()).isEqualTo(misses);
        }
    }

    @Test
    void another_public_key_beside_a_key_in_use_is_refused() {
        try (Pkcs11Hsm hsm = open(2, 100, Duration.ofSeconds(20))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            WrappedKey key = keys.ec256();
            assertThat(keys.signs(key)).isTrue();
            WrappedKey swapped =
                    new WrappedKey(
                            key.header(),
                            new KeyMaterial.Pair(
                                    publicKeyOf(keys.ec256().material()), key.material().blob()),
                            key.tenantKey());

            assertThatThrownBy(() -> keys.signs(swapped))
                    .isInstanceOf(VaultException.Integrity.class);
            assertThat(keys.signs(key)).isTrue();
        }
    }

    @Test
    void a_virtual_thread_does_not_enter_the_module() throws Exception {
        try (Pkcs11Hsm hsm = open(2, 100, Duration.ofSeconds(20))) {
            TestKeys keys = new TestKeys(hsm.keyProvider());
            WrappedKey key = keys.ec256();
            AtomicReference<Thread> inside = new AtomicReference<>(Thread.currentThread());
            cryptoki.insideSign = () -> inside.set(Thread.currentThread());

            try (ExecutorService virtual = Executors.newVirtualThreadPerTaskExecutor()) {
                assertThat(virtual.submit(() -> keys.signs(key)).get()).isTrue();
            }

            assertThat(inside.get().isVirtual()).isFalse();
            assertThat(inside.get().getName()).startsWith("hsm-");
        }
    }

    @Test
    void a_closed_hsm_is_unavailable() {
        Pkcs11Hsm hsm = open(2, 100, Duration.ofSeconds(20));
        hsm.close();

        assertThatThrownBy(() -> hsm.sealer().seal(new byte[1])).is(refused(503));
        assertThat(hsm.health().available()).isFalse();
    }

    private Pkcs11Hsm open(int sessions, int cachedKeys, Duration timeout) {
        return Pkcs11Hsm.open(SoftHsm.opening(token, sessions, cachedKeys, timeout), cryptoki);
    }

    private static long wrongSignatures(
            TestKeys keys, List<WrappedKey> many, int threadCount, int calls) throws Exception {
        long wrong = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(threadCount)) {
            Callable<Long> signing =
                    () ->
                            IntStream.range(0, calls)
                                    .filter(i -> !keys.signs(many.get(i % many.size())))
                                    .count();
            for (Future<Long> thread :
                    IntStream.range(0, threadCount)
                            .mapToObj(_ -> threads.submit(signing))
                            .toList()) {
                wrong += thread.get();
            }
        }
        return wrong;
    }

    /// Private and public halves: tenants' keys are secret keys.
    private static int sessionObjects() {
        int count = privateSessionObjects();
        try (Intruder intruder = new Intruder(SoftHsm.LIBRARY, token.tokenLabel())) {
            return count
                    + intruder.session()
                            .find(
                                    Template.of(
                                            Attribute.of(Cka.CLASS, Cko.PUBLIC_KEY),
                                            Attribute.of(Cka.TOKEN, false)))
                            .length;
        }
    }

    private static int privateSessionObjects() {
        try (Intruder intruder = new Intruder(SoftHsm.LIBRARY, token.tokenLabel())) {
            return intruder.session()
                    .find(
                            Template.of(
                                    Attribute.of(Cka.CLASS, Cko.PRIVATE_KEY),
                                    Attribute.of(Cka.TOKEN, false)))
                    .length;
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
