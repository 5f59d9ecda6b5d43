package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.crypto.Hash;
import io.strongroom.core.crypto.KeyReleaser;
import io.strongroom.core.crypto.ReleaseWrapping;
import io.strongroom.core.identity.ObjectReference;
import io.strongroom.core.key.EnclaveVerifier.Verdict;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Releases keys to environments that an authority attests: wraps them for the environment's own
/// key inside the HSM, and signs the answer.
public final class KeyRelease {
    private final KeyFinder keys;
    private final KeyReleaser releaser;
    private final EnclaveVerifier enclaves;

    public KeyRelease(KeyRepository keys, KeyReleaser releaser, EnclaveVerifier enclaves) {
        this.keys = new KeyFinder(keys);
        this.releaser = releaser;
        this.enclaves = enclaves;
    }

    /// What a caller asks for.
    ///
    /// @param target the attestation token of the environment
    /// @param nonce null if there is none
    /// @param wrapping how the key shall be wrapped
    public record Request(String target, @Nullable String nonce, ReleaseWrapping wrapping) {}

    /// A key that is wrapped for an environment.
    ///
    /// @param recipient name of the environment's key; empty if it has none
    /// @param wrapped as [KeyReleaser#wrap] makes it
    /// @param certificate of the key that signs, DER
    public record Released(
            KeyVersion version, String recipient, byte[] wrapped, byte[] certificate) {}

    /// A statement and its signature by RS256.
    public record Signed(byte[] statement, byte[] signature) {}

    /// Releases a version. A version outside of its validity is released: what it protects is old.
    ///
    /// @param statement what is signed about the released key
    /// @throws VaultException `FORBIDDEN_BY_POLICY`, `KEY_NOT_FOUND`, `KEY_DISABLED`;
    ///   `KEY_OPERATION_FORBIDDEN` if the key was not made to be released; `BAD_PARAMETER` if the
    ///   HSM cannot wrap in this way; `RELEASE_FORBIDDEN` for every token that does not fulfil the
    ///   policy
    public Decided<Signed> release(
            Visit visit,
            ObjectReference reference,
            Request request,
            Function<Released, byte[]> statement) {
        visit.evidence().detail("algorithm", request.wrapping().name());
        KeyVersion version = keys.require(visit, reference, Right.KEYS_RELEASE).version();
        ReleasePolicy policy = releasable(version);
        requireSupported(request.wrapping());
        Verdict.Attested enclave = attested(visit, policy, request);
        byte[] wrapped = releaser.wrap(version.wrapped(), enclave.publicKey(), request.wrapping());
        byte[] signed =
                statement.apply(
                        new Released(version, enclave.keyId(), wrapped, releaser.certificate()));
        return Decided.by(
                releaser.signing(Hash.SHA_256.of(signed)),
                signature -> new Signed(signed, signature));
    }

    private static ReleasePolicy releasable(KeyVersion version) {
        if (!version.attributes().enabled()) {
            throw new VaultException(
                    Problem.KEY_DISABLED, "Operation release is not allowed on a disabled key.");
        }
        ReleasePolicy policy = version.attributes().releasePolicy();
        if (!version.exportable() || policy == null) {
            throw new VaultException(
                    Problem.KEY_OPERATION_FORBIDDEN,
                    "Operation release is not permitted on this key.");
        }
        return policy;
    }

    private void requireSupported(ReleaseWrapping wrapping) {
        if (!releaser.supports(wrapping)) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The HSM of this vault does not release keys by %s.".formatted(wrapping));
        }
    }

    private Verdict.Attested attested(Visit visit, ReleasePolicy policy, Request request) {
        return switch (enclaves.verify(policy, request.target(), request.nonce())) {
            case Verdict.Attested attested -> {
                visit.evidence().detail("authority", attested.authority());
                visit.evidence().detail("recipient", attested.keyId());
                yield attested;
            }
            case Verdict.Refused(String reason) -> {
                visit.evidence().detail("reason", reason);
                throw new VaultException(
                        Problem.RELEASE_FORBIDDEN,
                        "The target environment attestation does not fulfil the release policy of this key.");
            }
        };
    }
}
