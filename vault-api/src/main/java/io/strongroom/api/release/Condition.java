package io.strongroom.api.release;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a release policy asks of the claims of an attestation token.
sealed interface Condition {

    boolean holds(Map<String, ?> claims);

    /// A claim has this value. One that is absent has none.
    ///
    /// @param path the names from the outermost object to the claim
    /// @param expected a string, a number or a boolean
    record Claim(List<String> path, Object expected) implements Condition {
        @Override
        public boolean holds(Map<String, ?> claims) {
            Object value = claims;
            for (String name : path) {
                value = value instanceof Map<?, ?> object ? object.get(name) : null;
            }
            return equal(expected, value);
        }

        /// Policies write booleans as strings too, as Azure's own examples do.
        private static boolean equal(Object expected, @Nullable Object value) {
            return switch (value) {
                case Boolean flag -> expected.equals(flag) || expected.equals(flag.toString());
                case Number number ->
                        expected instanceof Number other
                                && Double.compare(number.doubleValue(), other.doubleValue()) == 0;
                case String text -> expected.equals(text);
                case null, default -> false;
            };
        }
    }

    /// One of the conditions holds.
    record AnyOf(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Map<String, ?> claims) {
            return conditions.stream().anyMatch(condition -> condition.holds(claims));
        }
    }

    /// All conditions hold.
    record AllOf(List<Condition> conditions) implements Condition {
        @Override
        public boolean holds(Map<String, ?> claims) {
            return conditions.stream().allMatch(condition -> condition.holds(claims));
        }
    }
}
