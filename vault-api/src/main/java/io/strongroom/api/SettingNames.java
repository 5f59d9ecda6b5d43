package io.strongroom.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/// The names that settings have, read from the records that Spring binds them to. Names are
/// compared as Spring does: without case, dashes and underscores.
final class SettingNames {
    private static final String INDEX = "#";
    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]+");

    /// How a name is written, by the name as it is compared.
    private final SortedMap<String, String> names = new TreeMap<>();

    private final SortedMap<String, String> variables = new TreeMap<>();

    /// Adds the names below a prefix.
    ///
    /// @param type a record
    void add(String prefix, Class<?> type) {
        add(ConfigurationPropertyName.of(prefix), type);
    }

    private void add(ConfigurationPropertyName prefix, Class<?> type) {
        if (prefix.getNumberOfElements() > 1) { // the root itself has no value
            addName(prefix);
        }
        for (RecordComponent component : type.getRecordComponents()) {
            ConfigurationPropertyName name =
                    prefix.append(DataObjectPropertyName.toDashedForm(component.getName()));
            Class<?> member = component.getType();
            if (member.isRecord()) {
                add(name, member);
            } else if (Iterable.class.isAssignableFrom(member)) {
                addName(name);
                addElement(name.append("[0]"), component.getGenericType());
            } else {
                addName(name);
            }
        }
    }

    private void addElement(ConfigurationPropertyName name, Type list) {
        boolean ofRecords =
                list instanceof ParameterizedType parameterized
                        && parameterized.getActualTypeArguments()[0] instanceof Class<?> element
                        && element.isRecord();
        if (ofRecords) {
            add(name, (Class<?>) ((ParameterizedType) list).getActualTypeArguments()[0]);
        } else {
            addName(name);
        }
    }

    private void addName(ConfigurationPropertyName name) {
        List<String> elements = elements(name);
        names.put(String.join(".", elements), name.toString().replace("[0]", "[n]"));
        variables.put(String.join("", elements), variable(name));
    }

    private static String variable(ConfigurationPropertyName name) {
        return name.toString()
                .replace("[", ".")
                .replace("]", "")
                .replace("-", "")
                .replace('.', '_')
                .toUpperCase(Locale.ROOT);
    }

    /// Whether a setting has this name.
    boolean has(ConfigurationPropertyName name) {
        return names.containsKey(String.join(".", elements(name)));
    }

    /// The setting whose name is most like this one; empty if none is like it.
    Optional<String> nearest(ConfigurationPropertyName name) {
        return Spelling.nearest(String.join(".", elements(name)), names);
    }

    /// Whether a setting has the name of this environment variable, such as
    /// `STRONGROOM_JWKS_RATE_LIMIT` or `STRONGROOM_ISSUERS_0_TENANT`.
    boolean hasVariable(String variable) {
        return variables.containsKey(joined(variable));
    }

    /// The environment variable of a setting whose name is most like this one.
    Optional<String> nearestVariable(String variable) {
        return Spelling.nearest(joined(variable), variables);
    }

    private static String joined(String variable) {
        return SEPARATOR
                .splitAsStream(variable.toLowerCase(Locale.ROOT))
                .map(part -> part.chars().allMatch(Character::isDigit) ? INDEX : part)
                .collect(Collectors.joining());
    }

    private static List<String> elements(ConfigurationPropertyName name) {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            elements.add(name.isNumericIndex(i) ? INDEX : name.getElement(i, Form.UNIFORM));
        }
        return elements;
    }
}
