package io.strongroom.dev;

import java.util.Locale;
import java.util.UUID;

/// A principal of the demo data, which gets tokens with a client id and a secret. Its ids never
/// change; its secret is made at random in each installation.
record DemoPrincipal(DemoTenant tenant, DemoRole role) {

    /// As in the names of the file `env`: `CONTOSO_ADMIN`.
    String name() {
        return tenant.name() + "_" + role.name();
    }

    /// As `./dev token` has it: `contoso-admin`.
    String displayName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    UUID clientId() {
        return numbered("c00");
    }

    UUID objectId() {
        return numbered("0b0");
    }

    private UUID numbered(String kind) {
        return UUID.fromString(
                tenant.id().toString().replaceFirst("-....-", "-" + kind + role.digit() + "-"));
    }
}
