package io.strongroom.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.models.CreateEcKeyOptions;
import com.azure.security.keyvault.keys.models.CreateRsaKeyOptions;
import com.azure.security.keyvault.keys.models.JsonWebKey;
import com.azure.security.keyvault.keys.models.KeyCurveName;
import com.azure.security.keyvault.keys.models.KeyOperation;
import com.azure.security.keyvault.keys.models.KeyType;
import com.azure.security.keyvault.keys.models.KeyVaultKey;
import io.strongroom.it.harness.Answer;
import io.strongroom.it.harness.Base64Url;
import io.strongroom.it.harness.ByokPackage;
import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.VaultProcess;
import io.strongroom.it.search.DatabaseDump;
import io.strongroom.it.search.EcPrivateParts;
import io.strongroom.it.search.HeapDump;
import io.strongroom.it.search.PrivateParts;
import io.strongroom.it.search.RsaPrivateParts;
import io.strongroom.it.search.Sample;
import io.strongroom.it.search.SecretParts;
import io.strongroom.it.search.Texts;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The private parts of a key that was made in the HSM, imported, or unwrapped there, are nowhere
/// outside it: not in the heap of the service after 1,000 uses, not in the database, not in the
/// logs.
///
/// The tests cannot know the private parts. They need not: a prime divides the modulus, `d` undoes
/// the public operation, and both are tried at every offset that looks like chance (for elliptic
/// curves, whose test costs more, in every array of up to 512 bytes). What is not looked for is a
/// key that is masked, encrypted, or split.
///
/// That the search would have found a key is shown with a software key of the test. Its private
/// parts are brought into the service as tags, whose characters up to U+00FF the JVM keeps as the
/// bytes themselves.
class PrivateKeysIT {
    private static final int USES = 1_000;
    private static final int SMALL_ARRAY = 512;
    private static final VaultProcess PROCESS = Site.shared().first();
    private static final Node NODE = PROCESS.node();
    private static final String VAULT = Names.fresh("private");
    private static final Person ADMIN = NODE.admin();
    private static final SoftwareKeys PLANTED = SoftwareKeys.generate();
    private static final SoftwareKeys IMPORTED = SoftwareKeys.generate();
    private static final byte[] SECRET = SecureRandom.getSeed(32);
    private static final SoftwareKeys TRANSFERRED = SoftwareKeys.generate();

    /// Private parts that must be nowhere: of keys that the HSM made, then of brought ones.
    private static final List<PrivateParts> NOWHERE = new ArrayList<>();

    @BeforeAll
    static void use_keys_a_thousand_times() throws Exception {
        ADMIN.createVault(VAULT, Map.of()).ok();
        KeyClient keys =
                NODE.clients().keys(NODE.principal(Organisation.CONTOSO, Role.ADMIN), VAULT);
        KeyVaultKey rsa =
                keys.createRsaKey(
                        new CreateRsaKeyOptions("rsa")
                                .setKeySize(2048)
                                .setHardwareProtected(true)
                                .setTags(PLANTED.asTags()));
        KeyVaultKey ec = keys.createEcKey(new CreateEcKeyOptions("ec").setHardwareProtected(true));
        NOWHERE.add(
                new RsaPrivateParts(
                        PublicKeys.rsa(rsa.getKey()).getModulus(),
                        PublicKeys.rsa(rsa.getKey()).getPublicExponent()));
        NOWHERE.add(new EcPrivateParts(PublicKeys.ec(ec.getKey())));
        keys.importKey("imported-rsa", IMPORTED.rsaToImport());
        keys.importKey("imported-ec", IMPORTED.ecToImport());
        NOWHERE.add(IMPORTED.rsa());
        NOWHERE.add(IMPORTED.ec());
        keys.importKey("imported-oct", JsonWebKey.fromAes(new SecretKeySpec(SECRET, "AES")));
        NOWHERE.add(new SecretParts(SECRET));
        transfer(keys);
        for (int i = 0; i < USES; i++) {
            String digest = Base64Url.encode(digest(i));
            ADMIN.sign(VAULT, "rsa", i % 2 == 0 ? "RS256" : "PS256", digest).ok();
            ADMIN.sign(VAULT, "ec", "ES256", digest).ok();
            ADMIN.sign(VAULT, "imported-rsa", "RS256", digest).ok();
            ADMIN.sign(VAULT, "imported-ec", "ES256", digest).ok();
            ADMIN.sign(VAULT, "imported-oct", "HS256", digest).ok();
            ADMIN.sign(VAULT, "transferred-rsa", "RS256", digest).ok();
            ADMIN.sign(VAULT, "transferred-ec", "ES256", digest).ok();
        }
    }

    /// Imports keys that the HSM unwraps.
    private static void transfer(KeyClient keys) throws Exception {
        keys.createRsaKey(
                new CreateRsaKeyOptions("kek")
                        .setHardwareProtected(true)
                        .setKeyOperations(KeyOperation.IMPORT));
        Answer kek = ADMIN.data("GET", VAULT, "/keys/kek", null).ok();
        ByokPackage packaging = new ByokPackage(Files.createTempDirectory("byok"));
        byte[] rsa = packaging.privateKey(kek, TRANSFERRED.rsaKey().getEncoded());
        byte[] ec = packaging.privateKey(kek, TRANSFERRED.ecPair().getPrivate().getEncoded());
        keys.importKey("transferred-rsa", new JsonWebKey().setKeyType(KeyType.RSA_HSM).setT(rsa));
        keys.importKey(
                "transferred-ec",
                new JsonWebKey()
                        .setKeyType(KeyType.EC_HSM)
                        .setCurveName(KeyCurveName.P_256)
                        .setT(ec));
        NOWHERE.add(TRANSFERRED.rsa());
        NOWHERE.add(TRANSFERRED.ec());
    }

    private static byte[] digest(int number) {
        return Arrays.copyOf(BigInteger.valueOf(number + 1_000_000L).toByteArray(), 32);
    }

    @Test
    void the_heap_holds_no_private_part_and_the_search_finds_a_planted_one() throws Exception {
        Path file = dumpHeap();
        HeapDump dump = new HeapDump(file);
        PrivateParts plantedRsa = PLANTED.rsa();
        PrivateParts plantedEc = PLANTED.ec();
        PrivateParts plantedSecret = PLANTED.secret();

        dump.forEachChunk(chunk -> {
            NOWHERE.get(0).look(chunk);
            NOWHERE.get(2).look(chunk);
            NOWHERE.get(4).look(chunk);
            NOWHERE.get(5).look(chunk);
            plantedSecret.look(chunk);
            plantedRsa.look(chunk);
        });
        List<PrivateParts> all =
                Stream.concat(NOWHERE.stream(), Stream.of(plantedRsa, plantedEc)).toList();
        dump.forEachArray(SMALL_ARRAY, array -> all.forEach(search -> search.look(array)));

        assertNothingFound();
        assertThat(plantedRsa.found()).containsExactlyInAnyOrder("p", "q", "d");
        assertThat(plantedEc.found()).containsExactly("d");
        assertThat(plantedSecret.found()).containsExactly("k");
        Files.delete(file);
    }

    @Test
    void the_database_holds_no_private_part_and_the_search_finds_a_planted_one() throws Exception {
        PrivateParts plantedRsa = PLANTED.rsa();
        PrivateParts plantedEc = PLANTED.ec();
        try (Connection connection = Site.shared().database().superuser()) {
            List<PrivateParts> all =
                    Stream.concat(NOWHERE.stream(), Stream.of(plantedRsa, plantedEc)).toList();
            long values =
                    new DatabaseDump(connection)
                            .forEachValue(bytes -> {
                                Sample sample = Sample.of(bytes);
                                all.forEach(search -> search.look(sample));
                            });

            assertThat(values).isGreaterThan(USES);
        }
        assertNothingFound();
        assertThat(plantedRsa.found()).containsExactlyInAnyOrder("p", "q", "d");
        assertThat(plantedEc.found()).containsExactly("d");
    }

    @Test
    void the_logs_hold_no_private_part_and_the_search_finds_a_planted_one() throws Exception {
        PrivateParts plantedRsa = PLANTED.rsa();
        StringBuilder logs = new StringBuilder();
        for (Path file : logFiles()) {
            logs.append(Files.readString(file, ISO_8859_1));
        }

        Texts.forEachReading(
                logs.toString(), bytes -> NOWHERE.forEach(search -> search.look(Sample.of(bytes))));
        Texts.forEachReading(
                logs + "p=" + PLANTED.primeInBase64(), bytes -> plantedRsa.look(Sample.of(bytes)));

        assertNothingFound();
        assertThat(plantedRsa.found()).hasSize(1);
    }

    private static void assertNothingFound() {
        assertThat(NOWHERE).allSatisfy(search -> assertThat(search.found()).isEmpty());
    }

    private static List<Path> logFiles() throws IOException {
        try (Stream<Path> files = Files.walk(PROCESS.home().resolve("logs"))) {
            return Stream.concat(files.filter(Files::isRegularFile), Stream.of(PROCESS.output()))
                    .toList();
        }
    }

    /// Everything in the heap, unreachable objects included.
    private static Path dumpHeap() throws IOException, InterruptedException {
        Path file = PROCESS.home().resolve("heap.hprof");
        Files.deleteIfExists(file);
        Process jcmd =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                                Long.toString(PROCESS.pid()),
                                "GC.heap_dump",
                                "-all",
                                file.toString())
                        .redirectErrorStream(true)
                        .start();
        String output = new String(jcmd.getInputStream().readAllBytes(), ISO_8859_1);
        assertThat(jcmd.waitFor()).as(output).isZero();
        assertThat(file).exists();
        return file;
    }
}
