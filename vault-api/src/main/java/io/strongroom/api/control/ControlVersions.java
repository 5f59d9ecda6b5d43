package io.strongroom.api.control;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The api-versions that a resource provider supports, newest first.
enum ControlVersions {
    /// `Microsoft.KeyVault`.
    KEY_VAULT(
            "2026-05-15-preview",
            "2026-03-01-preview",
            "2026-02-01",
            "2025-05-01",
            "2024-11-01",
            "2023-07-01",
            "2023-02-01",
            "2022-11-01",
            "2022-07-01",
            "2021-10-01",
            "2019-09-01",
            "2018-02-14",
            "2016-10-01",
            "2015-06-01"),
    /// Subscriptions, resource groups and lists of resources.
    RESOURCES(
            "2025-04-01",
            "2025-03-01",
            "2024-11-01",
            "2024-07-01",
            "2024-03-01",
            "2023-07-01",
            "2022-12-01",
            "2022-09-01",
            "2022-06-01",
            "2022-05-01",
            "2022-01-01",
            "2021-04-01",
            "2021-01-01",
            "2020-10-01",
            "2020-09-01",
            "2020-08-01",
            "2020-06-01",
            "2020-05-01",
            "2020-01-01",
            "2019-11-01",
            "2019-10-01",
            "2019-09-01",
            "2019-08-01",
            "2019-07-01",
            "2019-06-01",
            "2019-05-10",
            "2019-05-01",
            "2019-03-01",
            "2018-05-01",
            "2018-02-01",
            "2017-05-10",
            "2016-09-01",
            "2016-07-01",
            "2016-06-01",
            "2016-02-01",
            "2015-11-01",
            "2015-01-01");

    private static final int MAX_SHOWN = 64;
    private final List<String> supported;

    ControlVersions(String... supported) {
        this.supported = List.of(supported);
    }

    List<String> supported() {
        return supported;
    }

    /// Requires a supported version; versions compare without case.
    void require(@Nullable String version) {
        if (version == null || version.isEmpty()) {
            throw new VaultException(
                    Problem.MISSING_API_VERSION,
                    "The api-version query parameter (?api-version=) is required for all requests.");
        }
        if (!supported.contains(version.toLowerCase(Locale.ROOT))) {
            throw new VaultException(
                    Problem.INVALID_API_VERSION,
                    "The api-version '%s' is invalid. The supported versions are '%s'."
                            .formatted(shortened(version), String.join(",", supported)));
        }
    }

    private static String shortened(String version) {
        return version.length() <= MAX_SHOWN ? version : version.substring(0, MAX_SHOWN);
    }
}
