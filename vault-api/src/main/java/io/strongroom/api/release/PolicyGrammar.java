package io.strongroom.api.release;

import io.strongroom.api.http.JsonBody;
import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/// Azure's grammar of release policies, version 1.0.0: an authority has one `anyOf` or `allOf`,
/// which holds claims that equal a value and, nested, further ones. Whatever else is in a policy is
/// refused: a condition that were ignored would give a key away.
public final class PolicyGrammar {
    /// Longest policy in bytes.
    public static final int MAX_BYTES = 8192;

    private static final Set<String> ROOT = Set.of("version", "anyOf");
    private static final String VERSION = "1.0.0";
    private static final int LONGEST_CLAIM = 256;

    private PolicyGrammar() {}

    /// Reads a policy.
    ///
    /// @throws VaultException `BAD_PARAMETER` if it is not in the grammar
    public static PolicyRules read(String policy) {
        byte[] json = policy.getBytes(StandardCharsets.UTF_8);
        if (json.length > MAX_BYTES) {
            throw invalid("it has more than " + MAX_BYTES + " bytes");
        }
        Map<?, ?> root = object(json);
        requireOnly(root, ROOT);
        if (!VERSION.equals(root.get("version"))) {
            throw invalid("its 'version' is not 1.0.0");
        }
        List<PolicyRules.Rule> rules = new ArrayList<>();
        for (Object rule : list("anyOf", root.get("anyOf"))) {
            rules.add(rule(object("anyOf", rule)));
        }
        return new PolicyRules(rules);
    }

    private static Map<?, ?> object(byte[] json) {
        try {
            return JsonBody.parse(
                    json,
                    parser -> object("policy", JsonBody.value(parser, JsonToken.START_OBJECT)));
        } catch (VaultException e) {
            throw invalid("it is not a JSON object");
        }
    }

    private static PolicyRules.Rule rule(Map<?, ?> rule) {
        if (!(rule.get("authority") instanceof String authority) || !isAddress(authority)) {
            throw invalid("an 'authority' is not an https: URL");
        }
        requireOnly(rule, Set.of("authority", "anyOf", "allOf"));
        return new PolicyRules.Rule(authority, group(rule));
    }

    private static boolean isAddress(String authority) {
        try {
            URI uri = new URI(authority);
            return "https".equals(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// The `anyOf` or `allOf` of an object, which has exactly one of them.
    private static Condition group(Map<?, ?> object) {
        boolean any = object.containsKey("anyOf");
        if (any == object.containsKey("allOf")) {
            throw invalid("an object has not exactly one of 'anyOf' and 'allOf'");
        }
        String name = any ? "anyOf" : "allOf";
        List<Condition> conditions = new ArrayList<>();
        for (Object condition : list(name, object.get(name))) {
            conditions.add(condition(object(name, condition)));
        }
        return any ? new Condition.AnyOf(conditions) : new Condition.AllOf(conditions);
    }

    private static Condition condition(Map<?, ?> condition) {
        if (!condition.containsKey("claim")) {
            requireOnly(condition, Set.of("anyOf", "allOf"));
            return group(condition);
        }
        requireOnly(condition, Set.of("claim", "equals"));
        if (!(condition.get("claim") instanceof String name) || !isClaim(name)) {
            throw invalid("a 'claim' is not the name of a claim");
        }
        return new Condition.Claim(List.of(name.split("\\.", -1)), value(condition.get("equals")));
    }

    private static boolean isClaim(String name) {
        return name.length() <= LONGEST_CLAIM
                && List.of(name.split("\\.", -1)).stream().noneMatch(String::isEmpty);
    }

    private static Object value(@Nullable Object value) {
        if (value instanceof String || value instanceof Number || value instanceof Boolean) {
            return value;
        }
        throw invalid("an 'equals' is not a string, a number or a boolean");
    }

    private static List<?> list(String name, @Nullable Object value) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list;
        }
        throw invalid("an '" + name + "' is not a list with something in it");
    }

    private static Map<?, ?> object(String name, @Nullable Object value) {
        if (value instanceof Map<?, ?> object) {
            return object;
        }
        throw invalid("an element of '" + name + "' is not an object");
    }

    private static void requireOnly(Map<?, ?> object, Set<String> names) {
        for (Object name : object.keySet()) {
            if (!names.contains(name)) {
                throw invalid("'" + Requests.printable(name.toString(), 64) + "' is not allowed");
            }
        }
    }

    private static VaultException invalid(String why) {
        return new VaultException(
                Problem.BAD_PARAMETER, "The release policy is not valid: " + why + ".");
    }
}
