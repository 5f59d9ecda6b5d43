package io.strongroom.api.arm;

import io.strongroom.core.audit.Action;
import io.strongroom.core.permission.Right;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Describes the operation of a controller's method, as its records have it. It applies also to
/// requests that are refused before they reach the method.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Recorded {
    Action value();

    /// The right that the caller needs; empty if the operation needs none.
    Right[] right() default {};

    /// Largest body, in bytes; 0 if the operation reads none.
    int maxBody() default 0;
}
