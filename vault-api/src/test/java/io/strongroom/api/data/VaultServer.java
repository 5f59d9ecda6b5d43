package io.strongroom.api.data;

import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.auth.TestIssuer;
import io.strongroom.api.auth.TokenAuthentication;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.Requests;
import io.strongroom.core.InMemoryInstallation;
import io.strongroom.core.Samples;
import io.strongroom.core.audit.AuditEvent;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.key.EnclaveVerifier;
import io.strongroom.core.key.EnclaveVerifier.Verdict.Refused;
import io.strongroom.core.key.KeyAttestation;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyRelease;
import io.strongroom.core.key.KeyRotation;
import io.strongroom.core.key.KeyUsage;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Keys;
import io.strongroom.core.key.Protection;
import io.strongroom.core.key.RandomNumbers;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/// The data plane over the core's fakes, behind a real Tomcat.
final class VaultServer implements AutoCloseable {
    static final String HOST = "contoso-demo.vault.localhost:8443";
    static final String BASE = "https://" + HOST;
    static final String VERSION = "?api-version=7.6";

    final InMemoryInstallation installation = new InMemoryInstallation();
    final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    final TestIssuer fabrikam = new TestIssuer(Samples.FABRIKAM);
    private final TokenAuthentication tokens;
    private final DataPlane plane;
    private final Wire wire;
    private final String appToken = contoso.token("app");

    VaultServer() {
        this(new SoftwarePublicKeyOperations());
    }

    VaultServer(PublicKeyOperations publicKeys) {
        this(installation -> routes(installation, installation.provider, publicKeys));
    }

    /// @param table makes the table of routes
    VaultServer(Function<InMemoryInstallation, Routes> table) {
        Addresses addresses =
                new Addresses(new AddressSettings("vault.localhost", null, List.of(), null), 8443);
        tokens =
                new TokenAuthentication(
                        new AuthSettings(
                                List.of(contoso.settings(), fabrikam.settings()),
                                AuthSettings.Jwks.defaults(),
                                AuthSettings.Cache.defaults()),
                        addresses,
                        installation.clock);
        plane =
                new DataPlane(
                        addresses,
                        new Requests(installation.clock),
                        tokens,
                        installation.operations,
                        installation.door,
                        HsmPlatform.FIPS_140_2,
                        table.apply(installation));
        wire = TestTomcat.with(plane);
        allow(onObjects());
    }

    /// The service's table of routes.
    static Routes routes(InMemoryInstallation installation) {
        return routes(installation, installation.provider, new SoftwarePublicKeyOperations());
    }

    /// The service's table of routes. No authority is configured: no key is released.
    static Routes routes(
            InMemoryInstallation installation, KeyProvider hsm, PublicKeyOperations publicKeys) {
        return routes(installation, hsm, publicKeys, (_, _, _) -> new Refused("no authority"));
    }

    /// The service's table of routes.
    static Routes routes(
            InMemoryInstallation installation,
            KeyProvider hsm,
            PublicKeyOperations publicKeys,
            EnclaveVerifier enclaves) {
        Keys keys =
                new Keys(
                        installation.keys,
                        installation.events,
                        hsm,
                        UUID::randomUUID,
                        installation.clock);
        return Routes.of(
                new KeyManagement(new KeyLifecycle(installation.keys, keys)),
                new KeyCryptography(
                        new KeyUsage(
                                installation.keys,
                                hsm,
                                hsm,
                                hsm,
                                publicKeys,
                                LegacyAlgorithms.NONE,
                                installation.budget,
                                installation.clock)),
                new HsmFacts(
                        new RandomNumbers(installation.random),
                        new KeyAttestation(installation.keys)),
                new Rotation(new KeyRotation(installation.keys, keys)),
                new KeyPreservation(installation.backups),
                new KeyReleasing(
                        new KeyRelease(installation.keys, installation.releaser, enclaves)));
    }

    /// All rights that an access policy can give.
    static Right[] onObjects() {
        return Arrays.stream(Right.values())
                .filter(right -> right.collection() != null)
                .toArray(Right[]::new);
    }

    /// Lets the application do exactly this.
    void allow(Right... rights) {
        installation.policies(Samples.CONTOSO_VAULT, Samples.policy(Samples.APP, rights));
    }

    /// Lets the vault's keys be used with every legacy algorithm.
    void allowLegacy() {
        Vault before = installation.vault(Samples.CONTOSO_VAULT).vault();
        VaultSettings settings =
                before.settings()
                        .changedBy(VaultSettings.Changes.legacyAlgorithms(LegacyAlgorithms.all()));
        installation.store.commit(
                installation.vaults.replace(before, Samples.with(before, settings)));
    }

    /// Sends the clients of the application's vault to the token service as AD FS.
    void federate() {
        Vault before = vault().vault();
        installation.store.commit(installation.vaults.replace(before, Samples.federated(before)));
    }

    /// The vault of the application, as it is now.
    OpenVault vault() {
        return installation.vault(Samples.CONTOSO_VAULT);
    }

    /// Keeps an EC key with this name.
    KeyVersion keepEc(String name) {
        return keep(Samples.ec256Key(vault(), name));
    }

    /// The same key as a plain one, disabled, with times and without tags.
    static KeyVersion software(KeyVersion key) {
        return new KeyVersion(
                key.wrapped(),
                Protection.SOFTWARE,
                new KeyAttributes(
                        false,
                        Instant.ofEpochSecond(1_700_000_000),
                        Instant.ofEpochSecond(1_800_000_000),
                        Samples.NOW,
                        Samples.NOW,
                        key.attributes().operations(),
                        Map.of()),
                key.ordinal(),
                key.generation());
    }

    /// Keeps this key, as if it had been made before.
    KeyVersion keep(KeyVersion version) {
        installation.store.commit(installation.keys.add(Samples.keyOf(version), version));
        return version;
    }

    /// Sends a request of the application.
    Wire.Answer get(String target) {
        return send("GET", target, "");
    }

    Wire.Answer post(String target, String body) {
        return send("POST", target, body);
    }

    /// Sends a request with one more header.
    Wire.Answer post(String target, String body, String header) {
        return send("POST", target, body, header);
    }

    Wire.Answer send(String method, String target, String body, String header) {
        return wire.send(
                method,
                target,
                List.of("Host: " + HOST, "Authorization: Bearer " + appToken, header),
                body.getBytes(StandardCharsets.UTF_8));
    }

    Wire.Answer patch(String target, String body) {
        return send("PATCH", target, body);
    }

    Wire.Answer send(String method, String target, String body) {
        return send(method, target, HOST, "Bearer " + appToken, body);
    }

    Wire.Answer send(String method, String target, String host, String authorization, String body) {
        return wire.send(
                method,
                target,
                List.of(
                        "Host: " + host,
                        "Authorization: " + authorization,
                        "Content-Type: application/json",
                        "User-Agent: test"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    /// The data plane without a server before it.
    DataPlane plane() {
        return plane;
    }

    Wire wire() {
        return wire;
    }

    String appToken() {
        return appToken;
    }

    /// What was recorded last.
    AuditEvent recorded() {
        return installation.trail.last();
    }

    int records() {
        return installation.trail.events().size();
    }

    @Override
    public void close() {
        tokens.close();
        contoso.close();
        fabrikam.close();
    }
}
