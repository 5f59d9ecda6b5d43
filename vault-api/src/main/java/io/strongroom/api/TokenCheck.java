package io.strongroom.api;

import io.strongroom.pkcs11.Pkcs11Hsm;
import io.strongroom.pkcs11.Pkcs11Settings;
import io.strongroom.pkcs11.root.Canary;
import org.jspecify.annotations.Nullable;

/// The token's part of `check`: it is opened once, as by a start, so its PIN is tried once.
final class TokenCheck {
    private final Pkcs11Settings settings;
    private final Findings findings;

    TokenCheck(Pkcs11Settings settings, Findings findings) {
        this.settings = settings;
        this.findings = findings;
    }

    /// @param canary of the installation; empty if it has none yet, null if that is not known
    void run(byte @Nullable [] canary) {
        Pkcs11Hsm opened =
                findings.checked(
                        "token",
                        () -> {
                            Pkcs11Hsm hsm = Pkcs11Hsm.open(settings);
                            return new Findings.Passed<>(
                                    hsm,
                                    "%s, root version %d: it has all keys, protects them, and computes right"
                                            .formatted(hsm.tokenLabel(), hsm.rootVersion()));
                        });
        if (opened == null) {
            findings.skipped("keys of the installation", "the token was not opened");
            return;
        }
        try (Pkcs11Hsm hsm = opened) {
            installation(hsm, canary);
        }
    }

    private void installation(Pkcs11Hsm hsm, byte @Nullable [] canary) {
        if (canary == null) {
            findings.skipped("keys of the installation", "the database could not be read");
        } else if (canary.length == 0) {
            findings.skipped("keys of the installation", "no canary yet, the first start makes it");
        } else {
            findings.check(
                    "keys of the installation",
                    () -> {
                        hsm.requireCanary(new Canary(canary));
                        return "the token holds them";
                    });
        }
    }
}
