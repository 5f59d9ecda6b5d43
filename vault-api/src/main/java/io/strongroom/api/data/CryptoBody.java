package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.AesEncryption;
import io.strongroom.core.crypto.AesEncryption.Mode;
import io.strongroom.core.crypto.Ciphertext;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.Plaintext;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.crypto.SignatureAlgorithm;
import io.strongroom.core.key.KeyOperation;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/// The body of a request that uses a key. What it holds may be a plaintext: it never becomes a
/// `String` and is wiped with the exchange, once the HSM is done with it.
final class CryptoBody {
    private static final byte[] NONE = {};

    private final Exchange exchange;
    private final ApiVersion version;
    private @Nullable String algorithm;
    private @Nullable SecretBytes value;
    private @Nullable SecretBytes digest;
    private @Nullable SecretBytes iv;
    private @Nullable SecretBytes additionalData;
    private @Nullable SecretBytes tag;

    private CryptoBody(Call call) {
        this.exchange = call.exchange();
        this.version = call.version();
    }

    /// @throws VaultException `BAD_PARAMETER` if the body is not such an object
    static CryptoBody of(Call call) {
        return JsonBody.parse(call.body(), new CryptoBody(call)::read);
    }

    private CryptoBody read(JsonParser parser) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken token = parser.nextToken();
            switch (name) {
                case "alg" -> algorithm = WireBytes.text(name, token, parser);
                case "value" -> value = WireBytes.read(exchange, name, token, parser);
                case "digest" -> digest = WireBytes.read(exchange, name, token, parser);
                case "iv" -> iv = WireBytes.read(exchange, name, token, parser);
                case "aad" -> additionalData = WireBytes.read(exchange, name, token, parser);
                case "tag" -> tag = WireBytes.read(exchange, name, token, parser);
                default -> parser.skipChildren();
            }
        }
        return this;
    }

    /// @throws VaultException if `alg` is missing or unknown
    SignatureAlgorithm signatureAlgorithm() {
        String name = required("alg", algorithm);
        return Secp256k1Names.algorithm(name, version).orElseThrow(() -> unsupported(name));
    }

    /// @param operation what the algorithm is for
    /// @throws VaultException if `alg` is missing or unknown, or a member does not apply to it
    EncryptionAlgorithm encryptionAlgorithm(KeyOperation operation) {
        String name = required("alg", algorithm);
        EncryptionAlgorithm found =
                EncryptionAlgorithm.named(name).orElseThrow(() -> unsupported(name));
        Set<Mode> mode = found instanceof AesEncryption aes ? EnumSet.of(aes.mode()) : Set.of();
        boolean authenticates = mode.contains(Mode.GCM);
        boolean chains = mode.contains(Mode.CBC) || mode.contains(Mode.CBC_PAD);
        boolean decrypts =
                operation == KeyOperation.DECRYPT || operation == KeyOperation.UNWRAP_KEY;
        requireApplies("aad", additionalData, authenticates, "algorithm " + name);
        String what = authenticates ? "encryption with " + name : "algorithm " + name;
        requireApplies("tag", tag, authenticates && decrypts, what);
        // a nonce that a caller could use twice would give plaintexts and the key of the tags away
        requireApplies(
                "iv",
                iv,
                chains || (authenticates && decrypts),
                authenticates ? what + ": the HSM makes the nonce" : what);
        return found;
    }

    /// The value and what is authenticated beside it.
    ///
    /// @throws VaultException if the value is missing
    Plaintext plaintext() {
        return new Plaintext(value(), orEmpty(iv), orEmpty(additionalData));
    }

    /// The value and what belongs to it.
    ///
    /// @throws VaultException if the value is missing
    Ciphertext ciphertext() {
        return new Ciphertext(value().bytes(), orEmpty(iv), orEmpty(additionalData), orEmpty(tag));
    }

    /// @throws VaultException if it is missing
    SecretBytes value() {
        return required("value", value);
    }

    /// @throws VaultException if it is missing
    SecretBytes digest() {
        return required("digest", digest);
    }

    private static void requireApplies(
            String member, @Nullable SecretBytes sent, boolean applies, String what) {
        if (sent != null && !applies) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property '" + member + "' does not apply to " + what + ".");
        }
    }

    private static byte[] orEmpty(@Nullable SecretBytes sent) {
        return sent == null ? NONE : sent.bytes();
    }

    private static <T> T required(String name, @Nullable T member) {
        if (member == null) {
            throw new VaultException(Problem.BAD_PARAMETER, "Property '" + name + "' is required.");
        }
        return member;
    }

    private static VaultException unsupported(String algorithm) {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Algorithm '" + Requests.printable(algorithm, 64) + "' is not supported.");
    }
}
