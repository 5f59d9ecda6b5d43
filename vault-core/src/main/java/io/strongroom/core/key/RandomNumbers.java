package io.strongroom.core.key;

import static io.strongroom.core.crypto.RandomSource.MAX_BYTES;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.Visit;
import io.strongroom.core.crypto.RandomSource;
import io.strongroom.core.crypto.SecretBytes;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import java.util.function.Function;

/// Random bytes from the HSM for callers. Access policies have no permission for them; a caller who
/// may read keys of the vault gets them.
public final class RandomNumbers {
    private final RandomSource source;

    public RandomNumbers(RandomSource source) {
        this.source = source;
    }

    /// Makes random bytes. The receiver closes them.
    ///
    /// @param count from 1 to 128
    /// @throws VaultException `FORBIDDEN_BY_POLICY`; `BAD_PARAMETER` for another count
    public Decided<SecretBytes> make(Visit visit, long count) {
        visit.require(Right.KEYS_GET, null);
        if (count < 1 || count > MAX_BYTES) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "Property 'count' has invalid value '%d'. It must be from 1 to %d."
                            .formatted(count, MAX_BYTES));
        }
        return Decided.by(source.random((int) count), Function.identity());
    }
}
