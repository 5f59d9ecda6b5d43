package io.strongroom.api.http;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A JSON object of a request. Each method expects a type: it returns null if the member is absent
/// or null, and refuses a member of another type.
public final class JsonObject {
    private final String path;
    private final Map<String, @Nullable Object> members;

    /// An object of members that [JsonBody#value] read.
    public static JsonObject of(Map<String, @Nullable Object> members) {
        return new JsonObject("", members);
    }

    JsonObject(String path, Map<String, @Nullable Object> members) {
        this.path = path;
        this.members = members;
    }

    /// Whether the member is present and not null.
    public boolean has(String name) {
        return members.get(name) != null;
    }

    /// The names of all members, in the order sent.
    public Set<String> names() {
        return members.keySet();
    }

    public @Nullable String text(String name) {
        Object value = members.get(name);
        return value == null ? null : text(path(name), value);
    }

    public @Nullable Boolean flag(String name) {
        Object value = members.get(name);
        if (value == null || value instanceof Boolean) {
            return (Boolean) value;
        }
        throw wrong(path(name), "true or false");
    }

    /// An integer that fits into 64 bits.
    public @Nullable Long number(String name) {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (value instanceof Integer || value instanceof Long) {
            return ((Number) value).longValue();
        }
        throw wrong(path(name), "an integer");
    }

    public @Nullable JsonObject object(String name) {
        Object value = members.get(name);
        return value == null ? null : object(path(name), value);
    }

    public @Nullable List<JsonObject> objects(String name) {
        return list(name, JsonObject::object);
    }

    public @Nullable List<String> texts(String name) {
        return list(name, JsonObject::text);
    }

    /// An object whose members are all strings.
    public @Nullable Map<String, String> textMap(String name) {
        JsonObject object = object(name);
        if (object == null) {
            return null;
        }
        Map<String, String> texts = new LinkedHashMap<>();
        object.members.forEach((key, value) -> texts.put(key, text(object.path(key), value)));
        return texts;
    }

    private interface Element<E> {
        E of(String path, @Nullable Object value);
    }

    private <E> @Nullable List<E> list(String name, Element<E> element) {
        Object value = members.get(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof List<?> values)) {
            throw wrong(path(name), "an array");
        }
        List<E> result = new ArrayList<>(values.size());
        for (Object each : values) {
            result.add(element.of(path(name) + "[" + result.size() + "]", each));
        }
        return result;
    }

    private static String text(String path, @Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(path, "a string");
    }

    @SuppressWarnings("unchecked") // JsonBody makes no other maps
    private static JsonObject object(String path, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return new JsonObject(path, (Map<String, @Nullable Object>) map);
        }
        throw wrong(path, "an object");
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static VaultException wrong(String path, String expected) {
        return new VaultException(
                Problem.BAD_PARAMETER,
                "Property '" + Requests.printable(path, 200) + "' must be " + expected + ".");
    }
}
