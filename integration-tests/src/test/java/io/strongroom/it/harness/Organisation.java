package io.strongroom.it.harness;

/// The tenants of the demo data.
public enum Organisation {
    CONTOSO,
    FABRIKAM
}
