package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.budget.FailureBudget;
import io.strongroom.core.crypto.EncryptionAlgorithm;
import io.strongroom.core.crypto.HsmCall;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.state.Submission;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;

/// Bounds what a caller learns from ciphertexts that cannot be decrypted. Every failure comes this
/// way, whatever is wrong with the ciphertext.
final class DecryptionFailures {
    private final KeyRepository keys;
    private final FailureBudget budget;

    DecryptionFailures(KeyRepository keys, FailureBudget budget) {
        this.keys = keys;
        this.budget = budget;
    }

    /// Requires that the key may still be asked.
    ///
    /// @throws VaultException `ALGORITHM_BLOCKED`; `TOO_MANY_FAILURES`
    void requireOpen(Key key, EncryptionAlgorithm algorithm) {
        if (key.blocked().contains(algorithm.jwaName())) {
            throw new VaultException(
                    Problem.ALGORITHM_BLOCKED,
                    "Algorithm %s is blocked on this key: too many ciphertexts could not be decrypted in a day. It stays blocked until an administrator of the vault clears it."
                            .formatted(algorithm.jwaName()));
        }
        budget.requireLeft(key.subject());
    }

    /// The same call, whose failures are counted. While the budget of a minute is used up, neither
    /// a failure nor a success is told: of calls that run at once, no more than the budget fail.
    HsmCall<SecretBytes> counted(
            Evidence evidence,
            Key key,
            EncryptionAlgorithm algorithm,
            HsmCall<SecretBytes> decryption) {
        return new HsmCall<>() {
            @Override
            public Submission then(Function<SecretBytes, Submission> finish) {
                try {
                    return decryption.then(plaintext -> {
                        budget.requireLeft(key.subject());
                        return finish.apply(plaintext);
                    });
                } catch (VaultException.InvalidCiphertext failure) {
                    count(evidence, key, algorithm);
                    throw failure;
                }
            }
        };
    }

    private void count(Evidence evidence, Key key, EncryptionAlgorithm algorithm) {
        String name = algorithm.jwaName();
        int today = budget.spend(key.id().vault().tenant(), key.subject(), name);
        if (today >= budget.limits().perDay()) {
            Set<String> blocked = new HashSet<>(key.blocked());
            blocked.add(name);
            evidence.changing(keys.replace(key, key.withBlocked(blocked)));
            evidence.detail("blocked", name);
        }
    }
}
