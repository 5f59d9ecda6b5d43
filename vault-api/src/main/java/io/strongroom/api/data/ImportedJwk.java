package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.ImportedKey;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.TransferredKey.Family;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// A JSON Web Key with its private parts (RFC 7517, RFC 7518 §6). Numbers may have zeros in front,
/// or fewer digits than they should: clients write both.
final class ImportedJwk {
    /// The member with a transfer blob.
    private static final String KEY_HSM = "key_hsm";

    private final Exchange exchange;
    private final ApiVersion version;
    private final Map<String, SecretBytes> parts = new LinkedHashMap<>();
    private @Nullable String type;
    private @Nullable String curve;
    private @Nullable Object operations;

    private ImportedJwk(Call call) {
        this.exchange = call.exchange();
        this.version = call.version();
    }

    /// Reads the members, after the start of the object.
    static ImportedJwk read(Call call, JsonParser parser) {
        ImportedJwk key = new ImportedJwk(call);
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            key.read(name, parser.nextToken(), parser);
        }
        return key;
    }

    private void read(String name, @Nullable JsonToken token, JsonParser parser) {
        switch (name) {
            case "kty" -> type = WireBytes.text("key.kty", token, parser);
            case "crv" -> curve = WireBytes.text("key.crv", token, parser);
            case "key_ops" -> operations = JsonBody.value(parser, token);
            case "n", "e", "d", "p", "q", "dp", "dq", "qi", "x", "y", "k", KEY_HSM -> {
                SecretBytes part = WireBytes.read(exchange, "key." + name, token, parser);
                if (part != null) {
                    parts.put(name, part);
                }
            }
            case "oth" -> requireNull("key." + name, token);
            default -> parser.skipChildren();
        }
    }

    private static void requireNull(String name, @Nullable JsonToken token) {
        if (token != JsonToken.VALUE_NULL) {
            throw invalid("Property '" + name + "' is not supported by this service.");
        }
    }

    /// `key_ops` as sent; null if absent or empty, because one SDK sends an empty list whenever its
    /// caller sets none.
    @Nullable Object operations() {
        return operations instanceof List<?> list && list.isEmpty() ? null : operations;
    }

    /// Whether the type is one of an HSM.
    boolean isHsm() {
        return type != null && type.endsWith("-HSM");
    }

    /// Whether the key is wrapped for the HSM.
    boolean isTransferred() {
        return parts.containsKey(KEY_HSM);
    }

    /// The transfer blob.
    ///
    /// @throws VaultException `BAD_PARAMETER` if there are parts of a key beside it
    byte[] transferBlob() {
        for (String name : parts.keySet()) {
            if (!name.equals(KEY_HSM)) {
                throw invalid("Property 'key." + name + "' does not apply beside 'key.key_hsm'.");
            }
        }
        return part(KEY_HSM).bytes();
    }

    /// What the wrapped key is.
    ///
    /// @throws VaultException `BAD_PARAMETER` if the type is not one of an HSM, or a curve is
    ///   missing or does not belong to it
    Family family() {
        if (type == null) {
            throw invalid("Property 'key.kty' is required.");
        }
        return switch (type) {
            case "RSA-HSM" -> {
                requireNoCurve(type);
                yield new Family.Rsa();
            }
            case "EC-HSM" -> new Family.Ec(curve());
            case "oct-HSM" -> {
                requireNoCurve(type);
                yield new Family.Oct();
            }
            case "RSA", "EC", "oct" ->
                    throw invalid("Property 'key.key_hsm' requires a key type of the HSM.");
            default -> throw KeyAttributesJson.invalid("key.kty", type);
        };
    }

    /// The key.
    ///
    /// @throws VaultException `BAD_PARAMETER` if a member is missing, does not belong to the type,
    ///   or has an impossible length
    ImportedKey parsed() {
        if (type == null) {
            throw invalid("Property 'key.kty' is required.");
        }
        return switch (type) {
            case "RSA", "RSA-HSM" -> rsa(type);
            case "EC", "EC-HSM" -> ec(type);
            case "oct", "oct-HSM" -> secret(type);
            default -> throw KeyAttributesJson.invalid("key.kty", type);
        };
    }

    private ImportedKey rsa(String kty) {
        requireOnly(kty, List.of("n", "e", "d", "p", "q", "dp", "dq", "qi"));
        requireNoCurve(kty);
        BigInteger modulus = number("n");
        if (!KeySpec.Rsa.fits(modulus.bitLength())) {
            throw invalid(
                    "The modulus of the key has %d bits; it must have 2048, 3072 or 4096."
                            .formatted(modulus.bitLength()));
        }
        int length = modulus.bitLength() / 8;
        return new ImportedKey.RsaPair(
                new RsaPublicKey(modulus, number("e")),
                part("d", length),
                part("p", length / 2),
                part("q", length / 2),
                part("dp", length / 2),
                part("dq", length / 2),
                part("qi", length / 2));
    }

    private ImportedKey ec(String kty) {
        requireOnly(kty, List.of("x", "y", "d"));
        Curve found = curve();
        int length = found.fieldBytes();
        return new ImportedKey.EcPair(
                new EcPublicKey(found, part("x", length).bytes(), part("y", length).bytes()),
                part("d", length));
    }

    private Curve curve() {
        if (curve == null) {
            throw required("crv");
        }
        String name = curve;
        return Secp256k1Names.curve(name, version)
                .orElseThrow(() -> KeyAttributesJson.invalid("key.crv", name));
    }

    private ImportedKey secret(String kty) {
        requireOnly(kty, List.of("k"));
        requireNoCurve(kty);
        SecretBytes k = part("k");
        if (!KeySpec.Oct.fits(8 * k.length())) {
            throw invalid(
                    "The secret key has %d bits; it must have 128, 192 or 256."
                            .formatted(8 * k.length()));
        }
        return new ImportedKey.Secret(k);
    }

    private void requireOnly(String kty, List<String> members) {
        for (String name : parts.keySet()) {
            if (!members.contains(name)) {
                throw misplaced(name, kty);
            }
        }
    }

    private void requireNoCurve(String kty) {
        if (curve != null) {
            throw misplaced("crv", kty);
        }
    }

    private BigInteger number(String name) {
        return new BigInteger(1, part(name).bytes());
    }

    private SecretBytes part(String name) {
        SecretBytes part = parts.get(name);
        if (part == null) {
            throw required(name);
        }
        return part;
    }

    /// An unsigned number of exactly this length.
    private SecretBytes part(String name, int length) {
        byte[] sent = part(name).bytes();
        int zeros = 0;
        while (zeros < sent.length && sent[zeros] == 0) {
            zeros++;
        }
        int digits = sent.length - zeros;
        if (digits > length) {
            throw invalid("Property 'key." + name + "' is too long for this key.");
        }
        byte[] bytes = exchange.wiped(new byte[length]);
        System.arraycopy(sent, zeros, bytes, length - digits, digits);
        return SecretBytes.of(bytes);
    }

    private static VaultException required(String name) {
        return invalid("Property 'key." + name + "' is required to import a key of this type.");
    }

    private static VaultException misplaced(String name, String kty) {
        return invalid("Property 'key." + name + "' does not apply to key type " + kty + ".");
    }

    private static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }
}
