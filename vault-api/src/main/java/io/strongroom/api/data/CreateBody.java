package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.Protection;
import java.util.Map;

/// The body of a create: `kty`, `key_size`, `public_exponent`, `crv`, `key_ops`, `attributes`,
/// `tags`.
final class CreateBody {
    private static final long PUBLIC_EXPONENT = 65537;
    private static final long DEFAULT_SIZE = 2048;
    private static final Curve DEFAULT_CURVE = Curve.P_256;

    private CreateBody() {}

    /// @throws VaultException when the body is none, or asks for a key that there is not
    static KeyLifecycle.Wish parse(byte[] bytes) {
        JsonObject body = JsonBody.object(bytes);
        String type = body.text("kty");
        if (type == null || type.isEmpty()) {
            // Azure's own words, empty names and all
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property  has invalid value\r\nProperty  has invalid value\r\n");
        }
        KeySpec spec = spec(type, body);
        KeyMembers common = KeyMembers.of(body);
        return new KeyLifecycle.Wish(
                spec,
                type.endsWith("-HSM") ? Protection.HSM : Protection.SOFTWARE,
                common.operations(),
                common.enabled() == null || common.enabled(),
                common.notBefore(),
                common.expires(),
                common.tags() == null ? Map.of() : common.tags());
    }

    private static KeySpec spec(String type, JsonObject body) {
        return switch (type) {
            case "RSA", "RSA-HSM" -> rsa(type, body);
            case "EC", "EC-HSM" -> ec(type, body);
            case "oct", "oct-HSM" ->
                    throw new VaultException(
                            Problem.BAD_PARAMETER,
                            "Key type '" + type + "' is not supported by this service.");
            default -> throw KeyMembers.invalid("kty", type);
        };
    }

    private static KeySpec rsa(String type, JsonObject body) {
        requireAbsent("crv", type, body);
        Long exponent = body.number("public_exponent");
        // the Java SDK sends 0 when its caller says nothing
        if (exponent != null && exponent != 0 && exponent != PUBLIC_EXPONENT) {
            throw KeyMembers.invalid("public_exponent", exponent);
        }
        Long sent = body.number("key_size");
        long size = sent == null ? DEFAULT_SIZE : sent;
        if (size != (int) size || !KeySpec.Rsa.fits((int) size)) {
            throw KeyMembers.invalid("key_size", size);
        }
        return new KeySpec.Rsa((int) size);
    }

    private static KeySpec ec(String type, JsonObject body) {
        requireAbsent("key_size", type, body);
        requireAbsent("public_exponent", type, body);
        String name = body.text("crv");
        return new KeySpec.Ec(name == null ? DEFAULT_CURVE : curve(name));
    }

    private static Curve curve(String name) {
        return Curve.named(name).orElseThrow(() -> KeyMembers.invalid("crv", name));
    }

    private static void requireAbsent(String property, String type, JsonObject body) {
        if (body.has(property)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property '" + property + "' does not apply to key type " + type + ".");
        }
    }
}
