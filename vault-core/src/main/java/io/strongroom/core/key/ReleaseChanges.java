package io.strongroom.core.key;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import org.jspecify.annotations.Nullable;

/// What a request says about the release of a key; null leaves it as it is, or as it is by default.
///
/// @param exportable whether the key is made to be released
/// @param policy who it may be released to
public record ReleaseChanges(@Nullable Boolean exportable, @Nullable ReleasePolicy policy) {
    /// Nothing.
    public static final ReleaseChanges NONE = new ReleaseChanges(null, null);

    /// Whether a new key is made to be released.
    ///
    /// @throws VaultException `BAD_PARAMETER` if a key of this protection cannot be
    boolean ofNew(Protection protection) {
        boolean wanted = Boolean.TRUE.equals(exportable);
        if (wanted && protection == Protection.SOFTWARE) {
            throw invalid("Only a key whose type ends in -HSM can be exportable.");
        }
        return wanted;
    }

    /// Requires that nothing is said about a key that it is not and cannot become: its blob is
    /// bound to what it was made for.
    ///
    /// @param keyIsExportable whether the key was made to be released
    /// @throws VaultException `BAD_PARAMETER`
    void requireUnchanged(boolean keyIsExportable) {
        if (exportable != null && exportable != keyIsExportable) {
            throw invalid("Property 'attributes.exportable' cannot be changed.");
        }
    }

    /// Requires that the key shall not be released, because no key of its kind can be.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    void requireNone() {
        if (Boolean.TRUE.equals(exportable)) {
            throw invalid("A key exchange key, or one that it unwraps, cannot be exportable.");
        }
    }

    /// The policy of a key after the request.
    ///
    /// @param before null if it has none yet
    /// @param keyIsExportable whether the key was made to be released
    /// @throws VaultException `BAD_PARAMETER`
    @Nullable ReleasePolicy policy(@Nullable ReleasePolicy before, boolean keyIsExportable) {
        if (!keyIsExportable) {
            if (policy != null) {
                throw invalid("Only an exportable key can have a release policy.");
            }
            return null;
        }
        ReleasePolicy after = policy == null ? before : policy;
        if (after == null) {
            throw invalid("AKV.SKR.1004: Exportable keys must have release policy.");
        }
        if (before != null && before.immutable() && !after.equals(before)) {
            throw invalid("The release policy is immutable.");
        }
        return after;
    }

    private static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }
}
