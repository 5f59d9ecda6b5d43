package io.strongroom.pkcs11.cryptoki;

import java.util.ArrayList;
import java.util.List;

/// Attributes of an object. Some tokens depend on their order.
public record Template(List<Attribute> attributes) {
    public Template {
        attributes = List.copyOf(attributes);
    }

    public static Template of(Attribute... attributes) {
        return new Template(List.of(attributes));
    }

    /// This template, then the other one.
    public Template then(Template other) {
        List<Attribute> all = new ArrayList<>(attributes);
        all.addAll(other.attributes);
        return new Template(all);
    }

    /// This template, then these attributes.
    public Template then(Attribute... more) {
        return then(of(more));
    }

    /// This template without the attributes of this type.
    public Template without(long type) {
        return new Template(attributes.stream().filter(a -> a.type() != type).toList());
    }
}
