package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.key.KeyAttestation;
import io.strongroom.core.key.RandomNumbers;
import io.strongroom.core.operation.Decided;

/// What the HSM itself gives on the wire: random bytes, and its word about a key.
final class HsmFacts {
    private final RandomNumbers random;
    private final KeyAttestation attestation;

    HsmFacts(RandomNumbers random, KeyAttestation attestation) {
        this.random = random;
        this.attestation = attestation;
    }

    Decided<byte[]> random(Call call) {
        Long count = JsonBody.object(call.body()).number("count");
        if (count == null) {
            throw new VaultException(Problem.BAD_PARAMETER, "Property 'count' is required.");
        }
        return random.make(call.visit(), count).map(HsmFacts::rendered);
    }

    Decided<byte[]> attestation(Call call) {
        return attestation
                .get(call.visit(), call.reference())
                .map(version -> new KeyJson(call).bundle(version));
    }

    /// `{"value"}`; the bytes are wiped.
    private static byte[] rendered(SecretBytes bytes) {
        try (bytes) {
            return new JsonOut(256)
                    .object()
                    .name("value")
                    .base64Url(bytes.bytes())
                    .endObject()
                    .finish();
        }
    }
}
