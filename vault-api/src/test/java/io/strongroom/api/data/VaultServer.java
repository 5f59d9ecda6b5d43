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
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.key.KeyUsage;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.permission.Right;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The data plane over the core's fakes, behind a real Tomcat.
final class VaultServer implements AutoCloseable {
    static final String HOST = "contoso-demo.vault.localhost:8443";
    static final String BASE = "https://" + HOST;
    static final String VERSION = "?api-version=7.6";

    final InMemoryInstallation installation = new InMemoryInstallation();
    final TestIssuer contoso = new TestIssuer(Samples.CONTOSO);
    final TestIssuer fabrikam = new TestIssuer(Samples.FABRIKAM);
    private final TokenAuthentication tokens;
    private final Wire wire;
    private final String appToken = contoso.token("app");

    VaultServer() {
        this(new SoftwarePublicKeyOperations());
    }

    VaultServer(PublicKeyOperations publicKeys) {
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
        wire =
                TestTomcat.with(
                        new DataPlane(
                                addresses,
                                new Requests(installation.clock),
                                tokens,
                                installation.operations,
                                installation.door,
                                installation.lifecycle,
                                new KeyUsage(
                                        installation.keys,
                                        installation.provider,
                                        publicKeys,
                                        installation.clock)));
        allow(Right.values());
    }

    /// Lets the application do exactly this.
    void allow(Right... rights) {
        installation.policies(Samples.CONTOSO_VAULT, Samples.policy(Samples.APP, rights));
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
