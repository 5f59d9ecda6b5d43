package io.strongroom.api.release;

import java.util.List;
import java.util.Map;

/// The rules of a release policy: for each authority, what its token must say.
public record PolicyRules(List<Rule> anyOf) {
    public PolicyRules {
        anyOf = List.copyOf(anyOf);
    }

    /// What the tokens of an authority must say.
    record Rule(String authority, Condition condition) {}

    /// Whether a token of this authority fulfils the policy.
    boolean fulfilledBy(String authority, Map<String, ?> claims) {
        return anyOf.stream()
                .anyMatch(rule ->
                        withoutSlash(rule.authority()).equals(withoutSlash(authority))
                                && rule.condition().holds(claims));
    }

    /// The address of an authority, which is written with and without a slash at its end.
    static String withoutSlash(String authority) {
        return authority.endsWith("/") ? authority.substring(0, authority.length() - 1) : authority;
    }
}
