package io.strongroom.api.data;

import io.strongroom.api.http.Requests;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.audit.Action;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VaultCollection;
import io.strongroom.core.identity.VersionId;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The row of the table of routes for a request, and the names in its path.
///
/// @param route null if there is no such path, or not with this method
/// @param collection null if there is no such path
/// @param name as sent; null if the path names no object
/// @param version as sent; null for the current version
/// @param allowed the methods of the path if the method is wrong, else empty
record RouteMatch(
        @Nullable Route route,
        @Nullable VaultCollection collection,
        @Nullable String name,
        @Nullable String version,
        String allowed) {

    /// There is no such path.
    static final RouteMatch NOTHING = new RouteMatch(null, null, null, null, "");

    /// This match if it is a route, else both refusals as one.
    RouteMatch or(RouteMatch other) {
        if (route != null || other.allowed.isEmpty()) {
            return this;
        }
        TreeSet<String> methods = new TreeSet<>(List.of(other.allowed.split(", ", -1)));
        if (!allowed.isEmpty()) {
            methods.addAll(List.of(allowed.split(", ", -1)));
        }
        return new RouteMatch(null, other.collection, other.name, null, String.join(", ", methods));
    }

    /// The name of the request in the log.
    Action action() {
        return route == null ? Action.UNKNOWN : route.action();
    }

    /// The object's name; null if absent or malformed.
    @Nullable ObjectName objectName() {
        return name == null ? null : ObjectName.parse(name).orElse(null);
    }

    /// The object's version; null if absent or malformed.
    @Nullable VersionId versionId() {
        return version == null ? null : VersionId.parse(version).orElse(null);
    }

    /// Requires an operation.
    ///
    /// @throws VaultException `NOT_FOUND` or `METHOD_NOT_ALLOWED`
    Route require() {
        if (route != null) {
            return route;
        }
        if (allowed.isEmpty()) {
            throw new VaultException(
                    Problem.NOT_FOUND, "There is no such operation in this vault.");
        }
        throw new VaultException(
                Problem.METHOD_NOT_ALLOWED,
                "The method is not allowed here; allowed: " + allowed + ".");
    }

    /// Requires a well-formed name.
    ///
    /// @throws VaultException `BAD_PARAMETER`
    ObjectName requireName() {
        ObjectName parsed = objectName();
        if (parsed == null) {
            throw new VaultException(Problem.BAD_PARAMETER, malformed(name == null ? "" : name));
        }
        return parsed;
    }

    private static String malformed(String name) {
        return name.isEmpty()
                ? "Operation not specified"
                : "The request URI contains an invalid name: " + Requests.printable(name, 256);
    }
}
