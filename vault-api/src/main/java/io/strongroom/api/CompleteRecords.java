package io.strongroom.api;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBindHandlerAdvisor;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;

/// Refuses a start whose settings lack a member: Spring binds an absent member as null, whatever
/// the record says. Members that may be absent are `@Nullable` or have a default.
final class CompleteRecords implements ConfigurationPropertiesBindHandlerAdvisor {
    private static final ConfigurationPropertyName ROOT =
            ConfigurationPropertyName.of("strongroom");

    @Override
    public BindHandler apply(BindHandler handler) {
        return new AbstractBindHandler(handler) {
            @Override
            public @Nullable Object onSuccess(
                    ConfigurationPropertyName name,
                    Bindable<?> target,
                    BindContext context,
                    Object result) {
                if (result instanceof Record settings
                        && (ROOT.equals(name) || ROOT.isAncestorOf(name))) {
                    require(name, settings);
                }
                return super.onSuccess(name, target, context, result);
            }
        };
    }

    private static void require(ConfigurationPropertyName name, Record settings) {
        List<String> missing = new ArrayList<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            if (!mayBeAbsent(component) && isAbsent(value(component, settings))) {
                missing.add(
                        name.append(DataObjectPropertyName.toDashedForm(component.getName()))
                                .toString());
            }
        }
        if (!missing.isEmpty()) {
            throw RequiredSettings.missing(missing);
        }
    }

    private static boolean mayBeAbsent(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static boolean isAbsent(@Nullable Object value) {
        return value == null || (value instanceof String text && text.isBlank());
    }

    private static @Nullable Object value(RecordComponent component, Record settings) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
