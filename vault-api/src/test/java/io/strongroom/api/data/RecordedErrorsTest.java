package io.strongroom.api.data;

import static io.strongroom.api.data.VaultServer.HOST;
import static io.strongroom.api.data.VaultServer.VERSION;
import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.core.permission.Right;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Our errors are, byte by byte, those that Azure was recorded to answer.
final class RecordedErrorsTest {
    private static final Path RECORDED =
            Path.of("src", "test", "resources", "recorded-key-errors.txt");
    private final VaultServer server = new VaultServer();

    /// What leads to the errors here.
    private final Map<String, Supplier<Wire.Answer>> requests =
            Map.ofEntries(
                    entry("without a token", () -> as("")),
                    entry(
                            "token of another tenant",
                            () -> as("Bearer " + server.fabrikam.token("admin"))),
                    entry("without the right", this::purgeWithoutTheRight),
                    entry("operation that is not in key_ops", this::decryptWithAKeyToSign),
                    entry(
                            "recover what was not deleted",
                            () -> server.post("/deletedkeys/non-existing/recover" + VERSION, "")),
                    entry(
                            "get what is not there",
                            () -> server.get("/keys/non-existing" + VERSION)),
                    entry(
                            "delete what is not there",
                            () -> server.send("DELETE", "/keys/non-existing" + VERSION, "")),
                    entry("get a version that is not there", this::getAnotherVersion),
                    entry(
                            "get deleted what was not deleted",
                            () -> server.get("/deletedkeys/cryptography-client-test" + VERSION)),
                    entry("malformed name", () -> server.get("/keys/bad_name" + VERSION)),
                    entry(
                            "create without a name",
                            () -> server.post("/keys//create" + VERSION, "{\"kty\":\"EC\"}")),
                    entry(
                            "create without a type",
                            () -> server.post("/keys/javaKeyTemp/create" + VERSION, "{}")),
                    entry("create what is deleted", this::createTheDeleted),
                    entry("unknown api-version", () -> server.get("/keys?api-version=7.33")));

    /// An entry of the file.
    record Recorded(String request, int status, String body) {
        static Recorded parse(String entry) {
            List<String> lines = entry.lines().filter(line -> !line.startsWith("#")).toList();
            return new Recorded(lines.get(0), Integer.parseInt(lines.get(1)), lines.get(2));
        }

        Pattern pattern() {
            return Pattern.compile(
                    Arrays.stream(body.split("…", -1))
                            .map(Pattern::quote)
                            .collect(Collectors.joining("[^\"]+")));
        }

        @Override
        public String toString() {
            return request;
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    static List<Recorded> recorded() throws IOException {
        try (Stream<String> entries =
                Pattern.compile("\n\n").splitAsStream(Files.readString(RECORDED))) {
            return entries.filter(entry -> entry.contains("{")).map(Recorded::parse).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void an_error_is_what_azure_was_recorded_to_answer(Recorded recorded) {
        Wire.Answer answer = requireNonNull(requests.get(recorded.request())).get();

        assertThat(answer.status()).isEqualTo(recorded.status());
        assertThat(answer.body()).matches(recorded.pattern());
        assertThat(answer.header("Content-Type")).contains("application/json;charset=utf-8");
    }

    @Test
    void every_request_here_has_its_recording() throws IOException {
        assertThat(recorded())
                .extracting(Recorded::request)
                .containsExactlyInAnyOrderElementsOf(requests.keySet());
    }

    private Wire.Answer as(String authorization) {
        return server.send("GET", "/keys/signing" + VERSION, HOST, authorization, "");
    }

    private Wire.Answer purgeWithoutTheRight() {
        server.allow(Right.KEYS_GET);
        return server.send("DELETE", "/deletedkeys/signing" + VERSION, "");
    }

    private Wire.Answer decryptWithAKeyToSign() {
        server.post("/keys/rsa/create" + VERSION, "{\"kty\":\"RSA\",\"key_ops\":[\"sign\"]}");
        return server.post(
                "/keys/rsa/decrypt" + VERSION, "{\"alg\":\"RSA-OAEP\",\"value\":\"AAAA\"}");
    }

    private Wire.Answer getAnotherVersion() {
        server.keepEc("signing");
        return server.get("/keys/signing/0123456789abcdef0123456789abcdef" + VERSION);
    }

    private Wire.Answer createTheDeleted() {
        server.keepEc("signing");
        server.send("DELETE", "/keys/signing" + VERSION, "");
        return server.post("/keys/signing/create" + VERSION, "{\"kty\":\"EC\"}");
    }
}
