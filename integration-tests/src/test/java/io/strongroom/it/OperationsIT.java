package io.strongroom.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.strongroom.it.harness.Names;
import io.strongroom.it.harness.Node;
import io.strongroom.it.harness.Organisation;
import io.strongroom.it.harness.Person;
import io.strongroom.it.harness.Role;
import io.strongroom.it.harness.Site;
import io.strongroom.it.harness.Tls;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the one who runs the service counts on.
class OperationsIT {
    private static final Node NODE = Site.shared().first().node();
    private static final String DIGEST = "A".repeat(43);

    @Test
    void the_demo_key_signs_for_the_application() {
        Person app = NODE.person(Organisation.CONTOSO, Role.APP);

        assertThat(app.sign("contoso-demo", "demo-sign", "RS256", DIGEST).status()).isEqualTo(200);
        assertThat(app.sign("contoso-demo", "demo-ec", "ES256", DIGEST).status()).isEqualTo(200);
    }

    @Test
    void it_lives_and_is_ready() {
        assertThat(get("/health/live")).isEqualTo(200);
        assertThat(get("/health/ready")).isEqualTo(200);
    }

    @Test
    void public_key_operations_never_touch_the_hsm_and_signing_does() {
        Person admin = NODE.admin();
        String vault = Names.fresh("hsm");
        admin.createVault(vault, Map.of()).ok();
        admin.createKey(vault, "rsa", Map.of("kty", "RSA-HSM")).ok();
        String signature =
                admin.sign(vault, "rsa", "RS256", DIGEST).ok().json().path("value").asText();

        double before = NODE.metrics().hsmOperations();
        for (int i = 0; i < 20; i++) {
            admin.data(
                            "POST",
                            vault,
                            "/keys/rsa//verify",
                            Map.of("alg", "RS256", "digest", DIGEST, "value", signature))
                    .ok();
            admin.data(
                            "POST",
                            vault,
                            "/keys/rsa//encrypt",
                            Map.of("alg", "RSA-OAEP", "value", "AAAA"))
                    .ok();
        }
        double publicUses = NODE.metrics().hsmOperations() - before;
        admin.sign(vault, "rsa", "RS256", DIGEST).ok();

        assertThat(publicUses).isZero();
        assertThat(NODE.metrics().hsmOperations() - before).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void modern_tls_is_spoken(String protocol) throws Exception {
        assertThat(Tls.handshake(NODE.installation(), protocol)).isEqualTo(protocol);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void old_tls_is_not_spoken(int minor) throws Exception {
        assertThat(Tls.alertTo(NODE.installation(), minor)).isEqualTo(Tls.PROTOCOL_VERSION);
    }

    @Test
    void what_one_node_makes_another_uses_at_once() {
        Node second = Site.shared().second().node();
        String vault = Names.fresh("nodes");
        NODE.admin().createVault(vault, Map.of()).ok();
        NODE.admin().createEcKey(vault, "key");

        assertThat(second.admin().sign(vault, "key", "ES256", DIGEST).status()).isEqualTo(200);
        second.admin().createEcKey(vault, "key");
        String current =
                second.admin()
                        .data("GET", vault, "/keys/key", null)
                        .ok()
                        .json()
                        .path("key")
                        .path("kid")
                        .asText();
        String signedWith =
                NODE.admin().sign(vault, "key", "ES256", DIGEST).ok().json().path("kid").asText();
        assertThat(lastSegment(signedWith)).isEqualTo(lastSegment(current));
    }

    private static String lastSegment(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }

    private static int get(String path) {
        return NODE.raw().send("GET", NODE.installation().url() + path, null, null).status();
    }
}
