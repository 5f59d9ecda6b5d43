package io.strongroom.pkcs11;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the ceremony needs.
///
/// @param module the vendor's shared library
/// @param tokenLabel label of the token
/// @param soPinFile file whose first line is the PIN of the token's security officer
/// @param pinFile file whose first line is the PIN of the token's user
/// @param reserved as in [Pkcs11Settings]
/// @param policy as in [Pkcs11Settings]
public record CeremonySettings(
        Path module,
        String tokenLabel,
        Path soPinFile,
        Path pinFile,
        @Nullable String reserved,
        TokenPolicy policy) {

    /// Settings for a token that enforces the policy, as every production token must.
    public CeremonySettings(
            Path module,
            String tokenLabel,
            Path soPinFile,
            Path pinFile,
            @Nullable String reserved) {
        this(module, tokenLabel, soPinFile, pinFile, reserved, TokenPolicy.ENFORCED);
    }
}
