package io.strongroom.api.arm;

import java.util.HashMap;
import java.util.Map;
import org.springframework.context.ApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.authentication.builders.AuthenticationManagerBuilder;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;

/// Builders of filter chains as Spring Security makes them, without its defaults and without the
/// application around them.
final class HttpSecurities {
    private static final ApplicationContext EMPTY = empty();

    private HttpSecurities() {}

    static HttpSecurity create() {
        ObjectPostProcessor<Object> unchanged = ObjectPostProcessor.identity();
        Map<Class<?>, Object> shared = new HashMap<>();
        shared.put(ApplicationContext.class, EMPTY);
        shared.put(
                PathPatternRequestMatcher.Builder.class, PathPatternRequestMatcher.withDefaults());
        return new HttpSecurity(unchanged, new AuthenticationManagerBuilder(unchanged), shared);
    }

    private static ApplicationContext empty() {
        GenericApplicationContext context = new GenericApplicationContext();
        context.refresh();
        return context;
    }
}
