package io.strongroom.pkcs11.key;

/// Comparisons without a branch. A result is all ones for yes and zero for no.
final class ConstantTime {
    private ConstantTime() {}

    /// Whether two numbers are equal, neither of them negative.
    static int equal(int number, int expected) {
        return ((number ^ expected) - 1) >> 31;
    }

    /// Whether a number is less than a limit, neither of them negative.
    static int less(int number, int limit) {
        return (number - limit) >> 31;
    }
}
