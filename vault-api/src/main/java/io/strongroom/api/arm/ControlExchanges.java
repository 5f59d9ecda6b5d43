package io.strongroom.api.arm;

import io.strongroom.api.http.Requests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// Keeps one [ControlExchange] for each request, and passes it to controllers.
public final class ControlExchanges implements HandlerMethodArgumentResolver {
    private static final String ATTRIBUTE = ControlExchange.class.getName();
    private final Requests requests;

    public ControlExchanges(Requests requests) {
        this.requests = requests;
    }

    /// The exchange of a request; the first call begins it.
    ControlExchange of(HttpServletRequest request, HttpServletResponse response) {
        if (request.getAttribute(ATTRIBUTE) instanceof ControlExchange begun) {
            return begun;
        }
        ControlExchange exchange =
                new ControlExchange(request, response, requests.begin(request, response));
        request.setAttribute(ATTRIBUTE, exchange);
        return exchange;
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == ControlExchange.class;
    }

    /// The method that gets an exchange writes the response itself.
    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        Objects.requireNonNull(container).setRequestHandled(true);
        return of(
                Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)),
                Objects.requireNonNull(request.getNativeResponse(HttpServletResponse.class)));
    }
}
