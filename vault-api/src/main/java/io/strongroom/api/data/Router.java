package io.strongroom.api.data;

import io.strongroom.api.http.Query;
import io.strongroom.core.identity.VersionId;
import org.jspecify.annotations.Nullable;

/// Finds the operation of a request from its path as sent. Clients send shapes that routers for web
/// pages reject: `GET /keys/n/` is the current version, and so is the empty segment of `POST
/// /keys/n//sign`. A proxy that merges the two slashes changes nothing.
final class Router {
    private static final int MOST_SEGMENTS = 4;
    private final String method;
    private final @Nullable String[] segments = new @Nullable String[MOST_SEGMENTS];
    private int count;

    private Router(String method) {
        this.method = method;
    }

    /// @param path undecoded, as sent
    static Route route(String method, String path) {
        Router router = new Router(method);
        return router.split(path) ? router.route() : Route.unknown();
    }

    private boolean split(String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        int start = 1;
        while (start <= end) {
            int slash = path.indexOf('/', start);
            int stop = slash < 0 || slash > end ? end : slash;
            if (count == MOST_SEGMENTS) {
                return false;
            }
            segments[count++] = Query.segment(path.substring(start, stop));
            start = stop + 1;
        }
        return "keys".equalsIgnoreCase(segments[0]);
    }

    private Route route() {
        String name = segments[1];
        return switch (count) {
            case 1 -> read(Operation.LIST, null);
            case 2 -> version(name, null);
            case 3 -> belowKey(name, segments[2]);
            default -> use(name, segments[2], segments[3]);
        };
    }

    private Route belowKey(@Nullable String name, @Nullable String last) {
        if ("versions".equalsIgnoreCase(last)) {
            return read(Operation.LIST_VERSIONS, name);
        }
        if ("create".equalsIgnoreCase(last)) {
            return write(Operation.CREATE, name, null);
        }
        Operation use = last == null ? null : Operation.use(last);
        return use == null ? version(name, last) : write(use, name, null);
    }

    private Route version(@Nullable String name, @Nullable String version) {
        return switch (method) {
            case "GET" -> Route.to(Operation.GET, name, emptyIsCurrent(version));
            case "PATCH" -> Route.to(Operation.UPDATE, name, emptyIsCurrent(version));
            default ->
                    version == null || VersionId.parse(version).isPresent()
                            ? wrongMethod(name, "GET, PATCH")
                            : Route.unknown();
        };
    }

    private Route use(@Nullable String name, @Nullable String version, @Nullable String last) {
        Operation use = last == null ? null : Operation.use(last);
        return use == null ? Route.unknown() : write(use, name, emptyIsCurrent(version));
    }

    private Route read(Operation operation, @Nullable String name) {
        return method.equals("GET") ? Route.to(operation, name, null) : wrongMethod(name, "GET");
    }

    private Route write(Operation operation, @Nullable String name, @Nullable String version) {
        return method.equals("POST")
                ? Route.to(operation, name, version)
                : wrongMethod(name, "POST");
    }

    private static Route wrongMethod(@Nullable String name, String allowed) {
        return new Route(Operation.WRONG_METHOD, name, null, allowed);
    }

    private static @Nullable String emptyIsCurrent(@Nullable String version) {
        return version == null || version.isEmpty() ? null : version;
    }
}
