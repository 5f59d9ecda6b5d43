package io.strongroom.postgres;

import java.math.BigInteger;
import java.util.UUID;

/// What sealed rows add up to, whatever their order. Sums are taken modulo 2^256, so rows can be
/// taken away again.
///
/// @param rows how many there are
/// @param elements of the rows' elements ([StateKey#element])
/// @param subjects of the rows' subjects: if one row is missing, the difference names it
/// @param turns of the rows' subjects times their generations: if one row was put back, the
///   difference names it
record RowSums(long rows, BigInteger elements, BigInteger subjects, BigInteger turns) {
    private static final int BITS = 256;
    private static final BigInteger MASK = BigInteger.TWO.pow(BITS).subtract(BigInteger.ONE);

    static final RowSums NONE = new RowSums(0, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    RowSums {
        elements = elements.and(MASK);
        subjects = subjects.and(MASK);
        turns = turns.and(MASK);
    }

    /// Of one row.
    static RowSums of(UUID subject, long generation, byte[] element) {
        BigInteger id = number(subject);
        return new RowSums(
                1, new BigInteger(1, element), id, id.multiply(BigInteger.valueOf(generation)));
    }

    static BigInteger number(UUID subject) {
        return unsigned(subject.getMostSignificantBits())
                .shiftLeft(Long.SIZE)
                .or(unsigned(subject.getLeastSignificantBits()));
    }

    private static BigInteger unsigned(long value) {
        return new BigInteger(Long.toUnsignedString(value));
    }

    RowSums plus(RowSums other) {
        return new RowSums(
                rows + other.rows,
                elements.add(other.elements),
                subjects.add(other.subjects),
                turns.add(other.turns));
    }

    RowSums minus(RowSums other) {
        return new RowSums(
                rows - other.rows,
                elements.subtract(other.elements),
                subjects.subtract(other.subjects),
                turns.subtract(other.turns));
    }
}
