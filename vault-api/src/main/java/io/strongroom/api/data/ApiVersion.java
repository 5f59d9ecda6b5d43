package io.strongroom.api.data;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A version of the data plane's interface.
///
/// @param text as on the wire
/// @param rank counts from the oldest
record ApiVersion(String text, int rank) {
    /// All versions, from the oldest.
    static final List<String> KNOWN =
            List.of(
                    "2015-06-01",
                    "2016-10-01",
                    "7.0",
                    "7.1",
                    "7.2",
                    "7.3",
                    "7.4-preview.1",
                    "7.4",
                    "7.5",
                    "7.6-preview.2",
                    "7.6",
                    "2025-06-01-preview",
                    "2025-07-01",
                    "2026-01-01-preview",
                    "2026-03-01-preview",
                    "2026-05-01-preview",
                    "2026-07-01-preview");

    private static final String LATEST = "2025-07-01";
    private static final Map<String, ApiVersion> BY_TEXT = byText();

    /// The oldest version.
    static final ApiVersion FIRST = new ApiVersion(KNOWN.getFirst(), 0);

    /// The first version that shows deleted objects.
    static final ApiVersion SOFT_DELETE = new ApiVersion("2016-10-01", 1);

    /// The first version with random numbers.
    static final ApiVersion RANDOM_NUMBERS = known("7.3");

    /// The first version that releases keys.
    static final ApiVersion RELEASE = known("7.3");

    /// The first version with attestations of keys.
    static final ApiVersion ATTESTATION = known("7.6");

    /// The first version that rotates keys.
    static final ApiVersion ROTATION = known("7.3");

    private static final int NAMES_OF_RFC_8812 = KNOWN.indexOf("7.0");
    private static final int RECOVERABLE_DAYS = KNOWN.indexOf("7.1");
    private static final int EXPORTABLE = KNOWN.indexOf("7.3");
    private static final int HSM_PLATFORM = KNOWN.indexOf("7.5");

    /// The version that a request names; there is no default.
    ///
    /// @throws VaultException if the parameter is missing or the version is unknown
    static ApiVersion require(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The request is missing the query parameter 'api-version'.");
        }
        ApiVersion version = BY_TEXT.get(text);
        if (version == null) {
            throw new VaultException(
                    Problem.BAD_PARAMETER,
                    "The specified version ("
                            + text
                            + ") is not recognized. Consider using the latest supported version ("
                            + LATEST
                            + ").");
        }
        return version;
    }

    boolean isBefore(ApiVersion other) {
        return rank < other.rank;
    }

    /// Whether secp256k1 and its algorithm are called `P-256K` and `ES256K`, and not by the names
    /// that Azure gave them before RFC 8812.
    boolean hasNamesOfRfc8812() {
        return rank >= NAMES_OF_RFC_8812;
    }

    boolean showsRecoveryLevel() {
        return !isBefore(SOFT_DELETE);
    }

    boolean showsRecoverableDays() {
        return rank >= RECOVERABLE_DAYS;
    }

    boolean showsExportable() {
        return rank >= EXPORTABLE;
    }

    boolean showsHsmPlatform() {
        return rank >= HSM_PLATFORM;
    }

    private static ApiVersion known(String text) {
        return new ApiVersion(text, KNOWN.indexOf(text));
    }

    private static Map<String, ApiVersion> byText() {
        Map<String, ApiVersion> versions = new HashMap<>();
        for (int rank = 0; rank < KNOWN.size(); rank++) {
            versions.put(KNOWN.get(rank), new ApiVersion(KNOWN.get(rank), rank));
        }
        return Map.copyOf(versions);
    }
}
