package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonObject;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.key.NewKeyRequest;
import io.strongroom.core.key.Protection;

/// The body of a create: `kty`, `key_size`, `public_exponent`, `crv`, and the members that
/// [KeyAttributesJson] reads.
final class NewKeyJson {
    private static final long PUBLIC_EXPONENT = 65537;
    private static final long DEFAULT_SIZE = 2048;
    private static final long DEFAULT_SECRET_SIZE = 256;
    private static final Curve DEFAULT_CURVE = Curve.P_256;

    private NewKeyJson() {}

    /// @throws VaultException `BAD_PARAMETER` if the body is not a JSON object, or names an unknown
    ///   type, size or curve
    static NewKeyRequest read(byte[] bytes, ApiVersion version) {
        JsonObject body = JsonBody.object(bytes);
        String type = body.text("kty");
        if (type == null || type.isEmpty()) {
            // Azure's own words, empty names and all
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property  has invalid value\r\nProperty  has invalid value\r\n");
        }
        return new NewKeyRequest(
                spec(type, body, version),
                type.endsWith("-HSM") ? Protection.HSM : Protection.SOFTWARE,
                KeyAttributesJson.read(body));
    }

    private static KeySpec spec(String type, JsonObject body, ApiVersion version) {
        return switch (type) {
            case "RSA", "RSA-HSM" -> rsa(type, body);
            case "EC", "EC-HSM" -> ec(type, body, version);
            case "oct", "oct-HSM" -> oct(type, body);
            default -> throw KeyAttributesJson.invalid("kty", type);
        };
    }

    private static KeySpec rsa(String type, JsonObject body) {
        requireAbsent("crv", type, body);
        Long exponent = body.number("public_exponent");
        // the Java SDK sends 0 if its caller sets none
        if (exponent != null && exponent != 0 && exponent != PUBLIC_EXPONENT) {
            throw KeyAttributesJson.invalid("public_exponent", exponent);
        }
        Long sent = body.number("key_size");
        long size = sent == null ? DEFAULT_SIZE : sent;
        if (size != (int) size || !KeySpec.Rsa.fits((int) size)) {
            throw KeyAttributesJson.invalid("key_size", size);
        }
        return new KeySpec.Rsa((int) size);
    }

    private static KeySpec oct(String type, JsonObject body) {
        requireAbsent("crv", type, body);
        requireAbsent("public_exponent", type, body);
        Long sent = body.number("key_size");
        long size = sent == null ? DEFAULT_SECRET_SIZE : sent;
        if (size != (int) size || !KeySpec.Oct.fits((int) size)) {
            throw KeyAttributesJson.invalid("key_size", size);
        }
        return new KeySpec.Oct((int) size);
    }

    private static KeySpec ec(String type, JsonObject body, ApiVersion version) {
        requireAbsent("key_size", type, body);
        requireAbsent("public_exponent", type, body);
        String name = body.text("crv");
        return new KeySpec.Ec(name == null ? DEFAULT_CURVE : curve(name, version));
    }

    private static Curve curve(String name, ApiVersion version) {
        return Secp256k1Names.curve(name, version)
                .orElseThrow(() -> KeyAttributesJson.invalid("crv", name));
    }

    private static void requireAbsent(String property, String type, JsonObject body) {
        if (body.has(property)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property '" + property + "' does not apply to key type " + type + ".");
        }
    }
}
