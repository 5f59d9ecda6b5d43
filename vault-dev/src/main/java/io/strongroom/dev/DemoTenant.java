package io.strongroom.dev;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;

/// The two organisations of the demo data. Their ids never change.
enum DemoTenant {
    CONTOSO("11111111"),
    FABRIKAM("22222222");

    /// The resource group of each.
    static final String RESOURCE_GROUP = "main";

    private final String digits;

    DemoTenant(String digits) {
        this.digits = digits;
    }

    UUID id() {
        return UUID.fromString(
                "%s-%s-4%s-8%s-%s"
                        .formatted(
                                digits,
                                digits.substring(4),
                                digits.substring(5),
                                digits.substring(5),
                                digits + digits.substring(4)));
    }

    UUID subscription() {
        return UUID.fromString(id().toString().replaceFirst("-....-", "-aaaa-"));
    }

    String displayName() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }

    DemoPrincipal principal(DemoRole role) {
        return new DemoPrincipal(this, role);
    }

    List<DemoPrincipal> principals() {
        return Stream.of(DemoRole.values()).map(this::principal).toList();
    }
}
