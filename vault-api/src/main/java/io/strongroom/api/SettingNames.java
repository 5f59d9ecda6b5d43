package io.strongroom.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;

/// The names that settings have, read from the records that Spring binds them to. Names are
/// compared as Spring does: without case, dashes and underscores.
final class SettingNames {
    private static final String INDEX = "#";
    private static final Pattern SEPARATOR = Pattern.compile("[^a-z0-9]+");
    private final Set<String> names = new HashSet<>();
    private final Set<String> variables = new HashSet<>();

    /// Adds the names below a prefix.
    ///
    /// @param type a record
    void add(String prefix, Class<?> type) {
        add(ConfigurationPropertyName.of(prefix), type);
    }

    private void add(ConfigurationPropertyName prefix, Class<?> type) {
        addName(prefix);
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
        names.add(String.join(".", elements));
        variables.add(String.join("", elements));
    }

    /// Whether a setting has this name.
    boolean has(ConfigurationPropertyName name) {
        return names.contains(String.join(".", elements(name)));
    }

    /// Whether a setting has the name of this environment variable, such as
    /// `STRONGROOM_JWKS_RATE_LIMIT` or `STRONGROOM_ISSUERS_0_TENANT`.
    boolean hasVariable(String variable) {
        StringBuilder name = new StringBuilder();
        SEPARATOR
                .splitAsStream(variable.toLowerCase(Locale.ROOT))
                .map(part -> part.chars().allMatch(Character::isDigit) ? INDEX : part)
                .forEach(name::append);
        return variables.contains(name.toString());
    }

    private static List<String> elements(ConfigurationPropertyName name) {
        List<String> elements = new ArrayList<>();
        for (int i = 0; i < name.getNumberOfElements(); i++) {
            elements.add(name.isNumericIndex(i) ? INDEX : name.getElement(i, Form.UNIFORM));
        }
        return elements;
    }
}
