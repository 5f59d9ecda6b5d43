package io.strongroom.pkcs11.root;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The token of a ceremony.
///
/// @param module the vendor's shared library
/// @param tokenLabel label of the token
/// @param soPinFile file whose first line is the PIN of the token's security officer
/// @param pinFile file whose first line is the PIN of the token's user
/// @param reserved `pReserved` of `C_Initialize`, if the module needs it
/// @param policy what the token must enforce
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
