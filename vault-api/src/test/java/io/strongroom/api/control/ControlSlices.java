package io.strongroom.api.control;

import io.strongroom.api.arm.ControlSlice;
import io.strongroom.core.administration.SubscriptionDirectory;
import io.strongroom.core.blocking.BlockedAlgorithms;
import io.strongroom.core.vault.LegacyAlgorithms;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/// The control plane over a core in memory.
final class ControlSlices {
    static final String SUBSCRIPTION = "/subscriptions/11111111-aaaa-4111-8111-111111111111";
    static final String VAULTS =
            SUBSCRIPTION + "/resourceGroups/main/providers/Microsoft.KeyVault/vaults";
    static final String VERSION = "?api-version=2022-07-01";
    static final String DEMO = VAULTS + "/contoso-demo" + VERSION;
    static final String FRESH = VAULTS + "/fresh" + VERSION;

    private ControlSlices() {}

    static ControlSlice all() {
        return with(_ -> Stream.of());
    }

    /// With further controllers.
    static ControlSlice with(Function<ControlSlice, Stream<Object>> more) {
        ControlSlice slice = new ControlSlice();
        return slice.serve(Stream.concat(own(slice), more.apply(slice)).toArray());
    }

    private static Stream<Object> own(ControlSlice slice) {
        ControlPlane plane = new ControlPlane(slice.operations);
        SubscriptionDirectory subscriptions = new SubscriptionDirectory();
        List<String> locations = List.of("local", "local2");
        return Stream.of(
                new VaultController(
                        plane,
                        slice.installation.administration,
                        slice.addresses,
                        LegacyAlgorithms.NONE),
                new VaultListController(
                        plane,
                        slice.installation.administration,
                        slice.addresses,
                        LegacyAlgorithms.NONE),
                new BlockedAlgorithmController(
                        plane,
                        new BlockedAlgorithms(
                                slice.installation.administration,
                                slice.installation.keys,
                                slice.installation.failures)),
                new SubscriptionController(plane, subscriptions, locations),
                new ProviderController(
                        plane, slice.installation.administration, subscriptions, locations),
                new UnknownResourceController(slice.operations));
    }

    /// The body of a PUT that creates a vault.
    ///
    /// @param more members of `properties`, each with a comma before it
    static String vault(String more) {
        return """
        {"location": "local", "tags": {"team": "payments"}, "properties": {
          "tenantId": "11111111-1111-4111-8111-111111111111",
          "sku": {"family": "A", "name": "premium"}, "accessPolicies": []%s}}\
        """
                .formatted(more);
    }
}
