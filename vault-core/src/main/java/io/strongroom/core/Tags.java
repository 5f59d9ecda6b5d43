package io.strongroom.core;

import java.util.Map;

/// What people write on keys and vaults. A tag's name and value are any text that every store can
/// hold: no NUL, no half of a surrogate pair.
///
/// @param problem what tags beyond the limits are refused with
/// @param most most tags of one thing
/// @param longestName in characters
/// @param longestValue in characters
public record Tags(Problem problem, int most, int longestName, int longestValue) {
    /// Of a key.
    public static final Tags OF_KEYS = new Tags(Problem.BAD_PARAMETER, 15, 256, 256);

    /// Of a vault, as Azure Resource Manager has it.
    public static final Tags OF_VAULTS = new Tags(Problem.INVALID_TAGS, 50, 512, 256);

    /// Requires that tags keep to the limits.
    ///
    /// @throws VaultException when they do not
    public void require(Map<String, String> tags) {
        if (tags.size() > most) {
            throw new VaultException(
                    problem, "Too many tags: %d. There may be %d.".formatted(tags.size(), most));
        }
        tags.forEach((name, value) -> {
            if (name.isEmpty() || name.length() > longestName || value.length() > longestValue) {
                throw new VaultException(
                        problem,
                        "A tag's name has 1 to %d characters and its value at most %d."
                                .formatted(longestName, longestValue));
            }
            if (!isText(name) || !isText(value)) {
                throw new VaultException(problem, "A tag has a character that is not allowed.");
            }
        });
    }

    private static boolean isText(String text) {
        return text.codePoints()
                .noneMatch(c ->
                        c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
    }
}
