package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.BASE;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.strongroom.core.Samples;
import io.strongroom.core.key.KeyVersion;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Which members a key has in each version of the interface, by the specifications of Key Vault in
/// Azure's REST API specifications (github.com/Azure/azure-rest-api-specs).
final class ApiVersionMembersTest {
    private static final long NOW = Samples.NOW.getEpochSecond();
    private static final String OLDEST =
            "{\"enabled\":false,\"nbf\":1700000000,\"exp\":1800000000,\"created\":%d,\"updated\":%d"
                    .formatted(NOW, NOW);

    /// What versions added to the attributes, from no addition on.
    private static final List<String> ADDED =
            List.of(
                    "",
                    ",\"recoveryLevel\":\"Recoverable+Purgeable\"",
                    ",\"recoverableDays\":90",
                    ",\"exportable\":false",
                    ",\"hsmPlatform\":\"0\"");

    /// How many of the additions each version has.
    private static final Map<String, Integer> ADDITIONS =
            Map.ofEntries(
                    entry("2015-06-01", 0),
                    entry("2016-10-01", 1),
                    entry("7.0", 1),
                    entry("7.1", 2),
                    entry("7.2", 2),
                    entry("7.3", 3),
                    entry("7.4-preview.1", 3),
                    entry("7.4", 3),
                    entry("7.5", 4),
                    entry("7.6-preview.2", 4),
                    entry("7.6", 4),
                    entry("2025-06-01-preview", 4),
                    entry("2025-07-01", 4),
                    entry("2026-01-01-preview", 4),
                    entry("2026-03-01-preview", 4),
                    entry("2026-05-01-preview", 4),
                    entry("2026-07-01-preview", 4));

    private final VaultServer server = new VaultServer();
    private KeyVersion key = VaultServer.software(Samples.ec256Key(server.vault(), "signing"));

    @BeforeEach
    void keep_the_key() {
        key = server.keep(key);
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @MethodSource("additions")
    void a_key_has_the_members_of_the_version(String version, int additions) {
        String attributes = OLDEST + String.join("", ADDED.subList(0, additions + 1)) + "}";
        String query = "?api-version=" + version;

        assertThat(server.get("/keys/signing" + query).body())
                .startsWith("{\"key\":{\"kid\":\"%s/keys/signing/%s\"".formatted(BASE, key.id()))
                .endsWith("},\"attributes\":" + attributes + "}");
        assertThat(server.get("/keys" + query).body())
                .isEqualTo(
                        "{\"value\":[{\"kid\":\"%s/keys/signing\",\"attributes\":%s}],\"nextLink\":null}"
                                .formatted(BASE, attributes));
        assertThat(server.get("/keys/signing/versions" + query).body())
                .isEqualTo(
                        "{\"value\":[{\"kid\":\"%s/keys/signing/%s\",\"attributes\":%s}],\"nextLink\":null}"
                                .formatted(BASE, key.id(), attributes));
    }

    @ParameterizedTest
    @CsvSource({"2015-06-01, false", "2016-10-01, true", "7.6, true", "2026-07-01-preview, true"})
    void a_deleted_key_shows_its_deletion_since_there_is_soft_delete(
            String version, boolean shown) {
        String body = server.send("DELETE", "/keys/signing?api-version=" + version, "").body();

        assertThat(body.startsWith("{\"recoveryId\":")).isEqualTo(shown);
        assertThat(body.contains("\"deletedDate\":")).isEqualTo(shown);
        assertThat(body.contains("\"scheduledPurgeDate\":")).isEqualTo(shown);
    }

    static Stream<Arguments> additions() {
        return ApiVersion.KNOWN.stream()
                .map(version -> arguments(version, requireNonNull(ADDITIONS.get(version))));
    }
}
