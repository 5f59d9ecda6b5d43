package io.strongroom.postgres;

import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.math.BigInteger;
import java.util.UUID;

/// What the rows of a part of a tenant's state add up to, as the changes of the rows have left it.
///
/// @param counter raised by each change
record StateSet(Part part, long counter, RowSums sums) {
    private static final String NAME = "state-set";
    private static final int VERSION = 1;

    /// A sixteenth of a tenant's rows, by their subjects. Each change writes the rows of its parts,
    /// so two nodes wait for each other only if they change the same part.
    record Part(UUID tenant, int number) implements Comparable<Part> {
        static final int COUNT = 16;

        static Part of(UUID tenant, UUID subject) {
            return new Part(tenant, Math.floorMod(subject.hashCode(), COUNT));
        }

        @Override
        public int compareTo(Part other) {
            int byTenant = tenant.compareTo(other.tenant);
            return byTenant == 0 ? Integer.compare(number, other.number) : byTenant;
        }
    }

    static StateSet empty(Part part) {
        return new StateSet(part, 1, RowSums.NONE);
    }

    StateSet changed(RowSums difference) {
        return new StateSet(part, counter + 1, sums.plus(difference));
    }

    byte[] encode() {
        return new CanonicalBytes(NAME + "/" + VERSION)
                .id(part.tenant())
                .number(part.number())
                .number(counter)
                .number(sums.rows())
                .bytes(sums.elements().toByteArray())
                .bytes(sums.subjects().toByteArray())
                .bytes(sums.turns().toByteArray())
                .toBytes();
    }

    /// @throws IllegalArgumentException if the document is malformed
    static StateSet decode(byte[] document) {
        CanonicalReader reader = CanonicalReader.of(document, NAME, VERSION);
        StateSet set =
                new StateSet(
                        new Part(reader.id(), reader.smallNumber()),
                        reader.number(),
                        new RowSums(
                                reader.number(),
                                new BigInteger(reader.bytes()),
                                new BigInteger(reader.bytes()),
                                new BigInteger(reader.bytes())));
        reader.requireEnd();
        return set;
    }
}
