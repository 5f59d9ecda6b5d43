package io.strongroom.core.identity;

import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;

/// The version of a key: 128 random bits, 32 lower-case hexadecimal digits on the wire.
public record VersionId(UUID value) {

    /// Reads a version from a request.
    ///
    /// @return empty when the text is not 32 hexadecimal digits
    public static Optional<VersionId> parse(String text) {
        if (text.length() != 32) {
            return Optional.empty();
        }
        for (int i = 0; i < 32; i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return Optional.empty();
            }
        }
        long high = HexFormat.fromHexDigitsToLong(text, 0, 16);
        long low = HexFormat.fromHexDigitsToLong(text, 16, 32);
        return Optional.of(new VersionId(new UUID(high, low)));
    }

    @Override
    public String toString() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(value.getMostSignificantBits())
                + hex.toHexDigits(value.getLeastSignificantBits());
    }
}
