package io.strongroom.postgres;

import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.SealedDocument;
import io.strongroom.core.state.Sealer;
import io.strongroom.postgres.StateSet.Part;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Finds out which rows of a part make the difference between what the rows add up to and what
/// their set says. It gets all rows of the part, from the snapshot in which the difference was
/// found, and asks the HSM about their seals.
final class SweepExplanation {
    private static final int TURN = 100;
    private static final int NAMED = 3;

    /// More generations than any row is put back by; a larger quotient is chance.
    private static final BigInteger MOST_TURNS = BigInteger.ONE.shiftLeft(32);

    private static final int SUBJECT_BITS = 128;
    private static final BigInteger WHOLE = BigInteger.ONE.shiftLeft(256);

    private final Sealer sealer;
    private final StateKey key;
    private final Part part;
    private final RowSums difference;
    private final List<String> unsealed = new ArrayList<>();
    private final List<String> turned = new ArrayList<>();
    private final List<SealedDocument> batch = new ArrayList<>();
    private final List<Named> named = new ArrayList<>();
    private RowSums unsealedSums = RowSums.NONE;

    /// A row of the batch.
    private record Named(String name, RowSums sums) {}

    SweepExplanation(Sealer sealer, StateKey key, Part part, RowSums difference) {
        this.sealer = sealer;
        this.key = key;
        this.part = part;
        this.difference = difference;
    }

    static Map<String, String> details(Part part) {
        return Map.of("part", Integer.toString(part.number()));
    }

    Part part() {
        return part;
    }

    /// Where a difference is.
    static String place(Part part) {
        return "the sums of part " + part.number();
    }

    /// What the rows add up to that do not match their seals. Asked after [#finding].
    RowSums unsealed() {
        return unsealedSums;
    }

    /// Takes a row of the part.
    <T> void look(SweptTable<T> table, SealedRow<T> row) {
        UUID subject = table.subject(row);
        String name = table.words() + " " + subject;
        if (isTurned(subject)) {
            turned.add(name);
        }
        batch.add(row.sealed());
        named.add(new Named(name, TenantSweep.sums(key, table, row)));
        if (batch.size() == TURN) {
            ask();
        }
    }

    /// What was found, once all rows were taken.
    StateFinding finding() {
        ask();
        Map<String, String> details = new HashMap<>(details(part));
        List<String> rows = rows();
        if (!rows.isEmpty()) {
            details.put("rows", String.join(", ", rows.subList(0, Math.min(NAMED, rows.size()))));
        }
        return new StateFinding(
                new TenantId(part.tenant()), place(part), reason(), details, difference.toString());
    }

    private void ask() {
        List<Boolean> matches = sealer.matches(batch);
        for (int i = 0; i < matches.size(); i++) {
            if (!matches.get(i)) {
                unsealed.add(named.get(i).name());
                unsealedSums = unsealedSums.plus(named.get(i).sums());
            }
        }
        batch.clear();
        named.clear();
    }

    /// Whether the difference is that this row has another generation.
    private boolean isTurned(UUID subject) {
        BigInteger number = RowSums.number(subject);
        if (difference.rows() != 0
                || difference.subjects().signum() != 0
                || difference.turns().signum() == 0
                || number.signum() == 0) {
            return false;
        }
        BigInteger[] forward = difference.turns().divideAndRemainder(number);
        BigInteger[] back = WHOLE.subtract(difference.turns()).divideAndRemainder(number);
        return isTurn(forward) || isTurn(back);
    }

    private static boolean isTurn(BigInteger[] quotient) {
        return quotient[1].signum() == 0 && quotient[0].compareTo(MOST_TURNS) < 0;
    }

    private List<String> rows() {
        if (!unsealed.isEmpty()) {
            return unsealed;
        }
        String single = single();
        return single == null ? turned : List.of(single);
    }

    /// The one row that is missing, or that is there and should not be.
    private @Nullable String single() {
        if (Math.abs(difference.rows()) != 1) {
            return null;
        }
        BigInteger subject =
                difference.rows() > 0
                        ? difference.subjects()
                        : WHOLE.subtract(difference.subjects());
        if (subject.bitLength() > SUBJECT_BITS) {
            return null;
        }
        return new UUID(subject.shiftRight(Long.SIZE).longValue(), subject.longValue()).toString();
    }

    private String reason() {
        if (!unsealed.isEmpty()) {
            return "stored rows do not match their seals";
        }
        if (difference.rows() < 0) {
            return "stored rows are missing";
        }
        if (difference.rows() > 0) {
            return "there are stored rows that should not be there";
        }
        return Objects.equals(difference.subjects(), BigInteger.ZERO)
                ? "stored rows were put back"
                : "stored rows are missing, and others are in their place";
    }
}
