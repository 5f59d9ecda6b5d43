package io.strongroom.postgres;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.Samples;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository.VaultFilter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    private static final PostgresStore STORE = new PostgresStore();
    private static final OpenVault VAULT = STORE.freshVault();
    private static final List<String> NAMES =
            IntStream.range(0, 100).mapToObj("key-%02d"::formatted).toList();

    static {
        NAMES.reversed().forEach(name -> STORE.key(VAULT, name));
    }

    @AfterAll
    static void close() {
        STORE.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 25, 50, 99, 100, 101})
    void a_hundred_keys_come_in_order_each_once_on_no_more_pages_than_needed(int limit) {
        List<Page<KeyVersion>> pages =
                pages(after -> STORE.keys.list(VAULT, new PageRequest(limit, after)));

        assertThat(pages).hasSize(Math.ceilDiv(NAMES.size(), limit));
        assertThat(pages.stream().flatMap(page -> page.items().stream()))
                .extracting(version -> version.key().name().value())
                .isEqualTo(NAMES);
    }

    @Test
    void a_key_made_while_one_pages_shifts_nothing() {
        OpenVault vault = STORE.freshVault();
        List.of("b", "d", "f").forEach(name -> STORE.key(vault, name));
        Page<KeyVersion> first = STORE.keys.list(vault, new PageRequest(2, null));
        STORE.key(vault, "a");
        STORE.key(vault, "e");

        Page<KeyVersion> second = STORE.keys.list(vault, new PageRequest(2, first.next()));

        assertThat(second.items())
                .extracting(version -> version.key().name().value())
                .containsExactly("e", "f");
        assertThat(second.next()).isNull();
    }

    @Test
    void versions_come_by_time_and_within_a_second_as_they_were_made() {
        OpenVault vault = STORE.freshVault();
        KeyVersion version = Samples.ec256Key(vault, "signing");
        Key key = STORE.added(vault, version);
        List<KeyVersion> made = new ArrayList<>(List.of(version));
        for (int i = 0; i < 30; i++) {
            KeyVersion next = Samples.following(made.getLast(), Samples.ec256Key(vault, "signing"));
            Key after = key.with(next);
            STORE.commit(vault.tenant().id(), STORE.keys.addVersion(key, after, next));
            key = after;
            made.add(next);
        }
        ObjectName name = new ObjectName("signing");

        assertThat(
                        pages(after -> STORE.keys.versions(vault, name, new PageRequest(4, after)))
                                .stream())
                .flatExtracting(Page::items)
                .isEqualTo(made);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "!",
                "a_b",
                "A",
                "AAAA",
                "MS4",
                "Lg",
                "OTk5OTk5OTk5OTk5OTk5OS4x",
                "LTEuMQ",
                "JyBPUiAxPTEgLS0",
                "key-50"
            })
    void what_no_page_ended_with_is_a_bad_parameter(String cursor) {
        assertThatThrownBy(() ->
                        STORE.keys.versions(
                                VAULT, new ObjectName("key-00"), new PageRequest(5, cursor)))
                .is(refused(400));
        assertThatThrownBy(() -> STORE.keys.list(VAULT, new PageRequest(5, cursor)))
                .is(refused(400));
        assertThatThrownBy(() ->
                        STORE.vaults.list(
                                new VaultFilter(
                                        VAULT.tenant().id(), VAULT.vault().subscription(), null),
                                new PageRequest(5, cursor)))
                .is(refused(400));
    }

    private static List<Page<KeyVersion>> pages(
            Function<@Nullable String, Page<KeyVersion>> pageAfter) {
        List<Page<KeyVersion>> pages = new ArrayList<>();
        String after = null;
        do {
            Page<KeyVersion> page = pageAfter.apply(after);
            pages.add(page);
            after = page.next();
        } while (after != null);
        return pages;
    }
}
