package io.strongroom.pkcs11.key;

import static io.strongroom.core.Refused.refused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.pkcs11.UnusedSession;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.cryptoki.ReturnValue;
import io.strongroom.pkcs11.cryptoki.Template;
import io.strongroom.pkcs11.session.Lease;
import io.strongroom.pkcs11.session.OwnerSession;
import io.strongroom.pkcs11.session.RootKeys;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandleCacheTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String SLOW = "slow";

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LinkedBlockingQueue<Long> destroyed = new LinkedBlockingQueue<>();
    private final AtomicInteger opened = new AtomicInteger();
    private final CountDownLatch inside = new CountDownLatch(1);
    private final Semaphore release = new Semaphore(0);

    @AfterEach
    void close() {
        release.release(100);
        threads.shutdown();
    }

    @Test
    void a_key_that_is_being_opened_does_not_hold_up_another_key() throws Exception {
        HandleCache<String, String> cache = cache(100, LONG);
        Future<Long> slow = threads.submit(() -> use(cache, SLOW, "a"));
        inside.await();

        for (int i = 0; i < 50; i++) {
            assertThat(use(cache, "key " + i, "a")).isPositive();
        }

        assertThat(slow).isNotDone();
    }

    @Test
    void threads_that_want_the_same_key_open_it_once() throws Exception {
        HandleCache<String, String> cache = cache(100, LONG);
        List<Future<Long>> all =
                IntStream.range(0, 8)
                        .mapToObj(_ -> threads.submit(() -> use(cache, SLOW, "a")))
                        .toList();
        inside.await();

        release.release();

        for (Future<Long> one : all) {
            assertThat(one.get()).isEqualTo(1);
        }
        assertThat(opened).hasValue(1);
    }

    @Test
    void an_opening_that_never_ends_is_not_waited_for_and_the_next_use_tries_again()
            throws Exception {
        HandleCache<String, String> cache = cache(100, Duration.ofMillis(100));
        Future<Long> hung = threads.submit(() -> use(cache, SLOW, "a"));
        inside.await();

        assertThatThrownBy(() -> use(cache, SLOW, "a")).is(refused(Problem.SERVICE_UNAVAILABLE));
        release.release(2);

        assertThat(use(cache, SLOW, "a")).isPositive();
        assertThat(hung.get()).isPositive();
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void a_failed_opening_is_tried_again_by_the_threads_that_waited_for_it() throws Exception {
        AtomicInteger attempts = new AtomicInteger();
        HandleCache<String, String> cache =
                new HandleCache<>(
                        100,
                        LONG,
                        HandleCacheTest::tenantOf,
                        (_, _, _) -> {
                            if (attempts.incrementAndGet() == 1) {
                                inside.countDown();
                                release.acquireUninterruptibly();
                                throw new VaultException.Integrity("the first attempt");
                            }
                            return 7;
                        });
        Future<Long> first = threads.submit(() -> use(cache, "key", "a"));
        inside.await();
        Future<Long> second = threads.submit(() -> use(cache, "key", "a"));

        release.release();

        assertThat(second.get()).isEqualTo(7);
        assertThatThrownBy(first::get).hasCauseInstanceOf(VaultException.Integrity.class);
    }

    @Test
    void another_source_under_the_same_key_is_opened_anew_and_the_old_object_destroyed() {
        HandleCache<String, String> cache = cache(100, LONG);

        assertThat(use(cache, "key", "a")).isEqualTo(1);
        assertThat(use(cache, "key", "b")).isEqualTo(2);

        assertThat(destroyed).containsExactly(1L);
        assertThat(cache.size()).isEqualTo(1);
    }

    @Test
    void a_key_that_makes_room_is_destroyed_after_its_last_use() {
        HandleCache<String, String> cache = cache(1, LONG);

        cache.use(
                lease(),
                "key",
                "a",
                handle -> {
                    assertThat(use(cache, "other", "a")).isEqualTo(2);
                    assertThat(destroyed).isEmpty();
                    return handle;
                });

        assertThat(destroyed).containsExactly(1L);
    }

    @Test
    void a_handle_whose_owner_session_is_lost_is_not_used_and_not_destroyed() {
        HandleCache<String, String> cache = cache(100, LONG);
        Lease lost = lease();
        assertThat(cache.<Long>use(lost, "key", "a", handle -> handle)).isEqualTo(1);
        lose(lost);

        assertThat(use(cache, "key", "a")).isEqualTo(2);

        assertThat(destroyed).isEmpty();
    }

    @Test
    void a_tenant_with_more_keys_than_fit_evicts_no_key_of_another_tenant() {
        HandleCache<String, String> cache = cache(100, LONG);
        useAll(cache, "modest", 20);
        long misses = cache.misses();

        for (int i = 0; i < 1_000; i++) {
            use(cache, "greedy " + i, "greedy");
            if (i % 50 == 49) {
                useAll(cache, "modest", 20);
            }
        }

        assertThat(cache.misses() - misses).isEqualTo(1_000);
        assertThat(cache.size()).isEqualTo(100);
        assertThat(cache.evictions()).isEqualTo(920);
    }

    @Test
    void keys_that_rest_while_another_tenant_uses_many_are_kept_up_to_an_equal_share() {
        HandleCache<String, String> cache = cache(100, LONG);
        useAll(cache, "modest", 50);

        useAll(cache, "greedy", 1_000);
        long misses = cache.misses();
        useAll(cache, "modest", 50);

        assertThat(cache.misses()).isEqualTo(misses);
    }

    @Test
    void a_tenant_gets_its_share_of_a_cache_that_another_has_filled() {
        HandleCache<String, String> cache = cache(100, LONG);
        useAll(cache, "greedy", 1_000);

        useAll(cache, "late", 50);
        useAll(cache, "greedy", 1_000);
        long misses = cache.misses();
        useAll(cache, "late", 50);

        assertThat(cache.misses()).isEqualTo(misses);
    }

    @Test
    void a_tenant_alone_uses_the_whole_cache() {
        HandleCache<String, String> cache = cache(100, LONG);

        useAll(cache, "greedy", 100);
        useAll(cache, "greedy", 100);

        assertThat(cache.misses()).isEqualTo(100);
        assertThat(cache.evictions()).isZero();
    }

    @Test
    void a_tenant_that_uses_a_few_keys_is_not_limited_by_many_that_have_one_each() {
        HandleCache<String, String> cache = cache(100, LONG);
        for (int i = 0; i < 100; i++) {
            useAll(cache, "resting " + i, 1);
        }
        useAll(cache, "busy", 16);
        long misses = cache.misses();

        for (int i = 0; i < 1_000; i++) {
            useAll(cache, "passing " + i, 1);
            useAll(cache, "busy", 16);
        }

        assertThat(cache.misses() - misses).isBetween(1_000L, 2_000L);
        assertThat(cache.size()).isEqualTo(100);
    }

    @Test
    void void_handles_go_first_whoever_has_them() {
        HandleCache<String, String> cache = cache(100, LONG);
        useAll(cache, "greedy", 80);
        for (int i = 0; i < 20; i++) {
            Lease lost = lease();
            cache.<Long>use(lost, "modest " + i, "modest", handle -> handle);
            lose(lost);
        }

        for (int i = 80; i < 100; i++) {
            use(cache, "greedy " + i, "greedy");
        }
        long misses = cache.misses();
        useAll(cache, "greedy", 100);

        assertThat(cache.misses()).isEqualTo(misses);
        assertThat(destroyed).isEmpty();
    }

    private void useAll(HandleCache<String, String> cache, String tenant, int keys) {
        for (int i = 0; i < keys; i++) {
            use(cache, tenant + " " + i, tenant);
        }
    }

    private static void lose(Lease lease) {
        assertThatThrownBy(() ->
                        lease.owner().unwrap(new Mechanism.Plain(0), 0, new byte[0], Template.of()))
                .isInstanceOf(CryptokiException.class);
    }

    /// Each source is another tenant's.
    private static TenantId tenantOf(String source) {
        return new TenantId(UUID.nameUUIDFromBytes(source.getBytes(UTF_8)));
    }

    private HandleCache<String, String> cache(int capacity, Duration openTimeout) {
        return new HandleCache<>(
                capacity,
                openTimeout,
                HandleCacheTest::tenantOf,
                (_, key, _) -> {
                    int number = opened.incrementAndGet();
                    if (key.equals(SLOW)) {
                        inside.countDown();
                        release.acquireUninterruptibly();
                    }
                    return number;
                });
    }

    private long use(HandleCache<String, String> cache, String key, String source) {
        return cache.use(lease(), key, source, handle -> handle);
    }

    private Lease lease() {
        UnusedSession session =
                new UnusedSession() {
                    @Override
                    public void destroy(long object) {
                        destroyed.add(object);
                    }

                    @Override
                    public long unwrap(
                            Mechanism mechanism, long root, byte[] wrapped, Template template) {
                        throw new CryptokiException("C_UnwrapKey", ReturnValue.SESSION_CLOSED);
                    }
                };
        return new Lease(session, new OwnerSession(session, 1), new RootKeys(Map.of()), 1);
    }
}
