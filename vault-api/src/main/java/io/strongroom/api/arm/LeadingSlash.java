package io.strongroom.api.arm;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/// Takes a second slash off the start of a path, as the data plane does: clients put a path behind
/// an address that ends in a slash. Comes before everything that parses paths.
public final class LeadingSlash implements Filter {

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        boolean two =
                request instanceof HttpServletRequest http && http.getRequestURI().startsWith("//");
        chain.doFilter(two ? new OneSlash((HttpServletRequest) request) : request, response);
    }

    private static final class OneSlash extends HttpServletRequestWrapper {
        OneSlash(HttpServletRequest request) {
            super(request);
        }

        @Override
        public String getRequestURI() {
            return super.getRequestURI().substring(1);
        }
    }
}
