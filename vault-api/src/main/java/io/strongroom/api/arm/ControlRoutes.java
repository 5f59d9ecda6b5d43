package io.strongroom.api.arm;

import io.strongroom.core.audit.Action;
import io.strongroom.core.permission.Right;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The routes of controllers whose methods are [Recorded], read from Spring's mapping: there is no
/// second table.
public final class ControlRoutes {
    private final Supplier<RequestMappingHandlerMapping> mapping;

    /// @param mapping called with the first request: controllers that use this object need not
    ///   exist before
    public ControlRoutes(Supplier<RequestMappingHandlerMapping> mapping) {
        this.mapping = mapping;
    }

    /// All routes, by path and method.
    public List<ControlRoute> all() {
        List<ControlRoute> routes = new ArrayList<>();
        mapping.get()
                .getHandlerMethods()
                .forEach((info, method) -> {
                    Recorded recorded = method.getMethodAnnotation(Recorded.class);
                    if (recorded != null) {
                        add(routes, info, recorded);
                    }
                });
        routes.sort(Comparator.comparing(ControlRoute::path).thenComparing(ControlRoute::method));
        return List.copyOf(routes);
    }

    private static void add(List<ControlRoute> routes, RequestMappingInfo info, Recorded recorded) {
        Right right = recorded.right().length == 0 ? null : recorded.right()[0];
        List<String> methods =
                info.getMethodsCondition().getMethods().stream().map(RequestMethod::name).toList();
        for (String path : info.getPatternValues()) {
            for (String method : methods.isEmpty() ? List.of("*") : methods) {
                routes.add(
                        new ControlRoute(
                                method, path, recorded.value(), right, recorded.maxBody()));
            }
        }
    }

    /// The operation that a request asks for, whether or not it was let in.
    ///
    /// @param request its path was parsed by Spring (`ServletRequestPathFilter`)
    Action action(HttpServletRequest request) {
        Object chosen = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
        return action(chosen instanceof HandlerMethod method ? method : match(request));
    }

    /// Largest body of the operation that Spring's dispatcher chose, in bytes.
    static int maxBody(HttpServletRequest request) {
        Object chosen = request.getAttribute(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE);
        Recorded recorded =
                chosen instanceof HandlerMethod method
                        ? method.getMethodAnnotation(Recorded.class)
                        : null;
        return recorded == null ? 0 : recorded.maxBody();
    }

    private static Action action(@Nullable HandlerMethod method) {
        Recorded recorded = method == null ? null : method.getMethodAnnotation(Recorded.class);
        return recorded == null ? Action.UNKNOWN : recorded.value();
    }

    /// The method that Spring's dispatcher would choose.
    private @Nullable HandlerMethod match(HttpServletRequest request) {
        return mapping.get().getHandlerMethods().entrySet().stream()
                .flatMap(route -> matching(route, request))
                .min((a, b) -> a.getKey().compareTo(b.getKey(), request))
                .map(Map.Entry::getValue)
                .orElse(null);
    }

    private static Stream<Map.Entry<RequestMappingInfo, HandlerMethod>> matching(
            Map.Entry<RequestMappingInfo, HandlerMethod> route, HttpServletRequest request) {
        RequestMappingInfo match = route.getKey().getMatchingCondition(request);
        return match == null ? Stream.empty() : Stream.of(Map.entry(match, route.getValue()));
    }
}
