package io.strongroom.core.identity;

import java.util.Optional;

/// What people call a principal, as its token claims: a label for who reads the log. Nothing is
/// decided by it, for users may choose theirs and many principals may have the same.
///
/// @param value 1 to 128 characters, none of them a control character
public record DisplayName(String value) {
    /// Most characters that are kept.
    public static final int MAX_LENGTH = 128;

    private static final int REPLACEMENT = 0xFFFD;

    public DisplayName {
        if (value.isEmpty() || value.length() > MAX_LENGTH) {
            throw new IllegalArgumentException("display name of " + value.length() + " characters");
        }
        if (value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("display name with a control character");
        }
    }

    /// The name that is kept of a claimed one: without white space around it, cut to the most
    /// characters, with U+FFFD for each character that could make it look like another text, such
    /// as a line's end or a change of direction.
    ///
    /// @return empty if nothing is left
    public static Optional<DisplayName> of(String claimed) {
        StringBuilder name = new StringBuilder();
        claimed.strip()
                .codePoints()
                .limit(MAX_LENGTH)
                .map(DisplayName::shown)
                .forEach(c -> {
                    if (name.length() + Character.charCount(c) <= MAX_LENGTH) {
                        name.appendCodePoint(c);
                    }
                });
        return name.isEmpty() ? Optional.empty() : Optional.of(new DisplayName(name.toString()));
    }

    private static int shown(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    REPLACEMENT;
            default -> character; // categories are numbers, not an enum
        };
    }

    @Override
    public String toString() {
        return value;
    }
}
