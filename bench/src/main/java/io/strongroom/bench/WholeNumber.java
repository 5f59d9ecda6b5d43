package io.strongroom.bench;

/// A number that a person typed.
final class WholeNumber {
    private WholeNumber() {}

    /// Reads a number from 1 to a maximum.
    ///
    /// @param name of what it counts
    /// @throws Refusal when the text is not such a number
    static int parse(String name, String text, int maximum) {
        if (!text.matches("\\d{1,8}")
                || Integer.parseInt(text) < 1
                || Integer.parseInt(text) > maximum) {
            throw new Refusal(
                    "%s is \"%s\", it must be a number from 1 to %d"
                            .formatted(name, text, maximum));
        }
        return Integer.parseInt(text);
    }
}
