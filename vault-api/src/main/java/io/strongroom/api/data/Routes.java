package io.strongroom.api.data;

import static io.strongroom.core.audit.Action.KEY_BACKUP;
import static io.strongroom.core.audit.Action.KEY_CREATE;
import static io.strongroom.core.audit.Action.KEY_DECRYPT;
import static io.strongroom.core.audit.Action.KEY_DELETE;
import static io.strongroom.core.audit.Action.KEY_ENCRYPT;
import static io.strongroom.core.audit.Action.KEY_GET;
import static io.strongroom.core.audit.Action.KEY_GET_ATTESTATION;
import static io.strongroom.core.audit.Action.KEY_GET_DELETED;
import static io.strongroom.core.audit.Action.KEY_IMPORT;
import static io.strongroom.core.audit.Action.KEY_LIST;
import static io.strongroom.core.audit.Action.KEY_LIST_DELETED;
import static io.strongroom.core.audit.Action.KEY_LIST_VERSIONS;
import static io.strongroom.core.audit.Action.KEY_PURGE;
import static io.strongroom.core.audit.Action.KEY_RECOVER;
import static io.strongroom.core.audit.Action.KEY_RELEASE;
import static io.strongroom.core.audit.Action.KEY_RESTORE;
import static io.strongroom.core.audit.Action.KEY_ROTATE;
import static io.strongroom.core.audit.Action.KEY_ROTATION_POLICY_GET;
import static io.strongroom.core.audit.Action.KEY_ROTATION_POLICY_SET;
import static io.strongroom.core.audit.Action.KEY_SIGN;
import static io.strongroom.core.audit.Action.KEY_UNWRAP;
import static io.strongroom.core.audit.Action.KEY_UPDATE;
import static io.strongroom.core.audit.Action.KEY_VERIFY;
import static io.strongroom.core.audit.Action.KEY_WRAP;
import static io.strongroom.core.audit.Action.RANDOM_BYTES_GET;
import static io.strongroom.core.permission.Right.KEYS_BACKUP;
import static io.strongroom.core.permission.Right.KEYS_CREATE;
import static io.strongroom.core.permission.Right.KEYS_DECRYPT;
import static io.strongroom.core.permission.Right.KEYS_DELETE;
import static io.strongroom.core.permission.Right.KEYS_ENCRYPT;
import static io.strongroom.core.permission.Right.KEYS_GET;
import static io.strongroom.core.permission.Right.KEYS_GET_ROTATION_POLICY;
import static io.strongroom.core.permission.Right.KEYS_IMPORT;
import static io.strongroom.core.permission.Right.KEYS_LIST;
import static io.strongroom.core.permission.Right.KEYS_PURGE;
import static io.strongroom.core.permission.Right.KEYS_RECOVER;
import static io.strongroom.core.permission.Right.KEYS_RELEASE;
import static io.strongroom.core.permission.Right.KEYS_RESTORE;
import static io.strongroom.core.permission.Right.KEYS_ROTATE;
import static io.strongroom.core.permission.Right.KEYS_SET_ROTATION_POLICY;
import static io.strongroom.core.permission.Right.KEYS_SIGN;
import static io.strongroom.core.permission.Right.KEYS_UNWRAP_KEY;
import static io.strongroom.core.permission.Right.KEYS_UPDATE;
import static io.strongroom.core.permission.Right.KEYS_VERIFY;
import static io.strongroom.core.permission.Right.KEYS_WRAP_KEY;

import io.strongroom.api.http.Query;
import io.strongroom.core.identity.VaultCollection;
import io.strongroom.core.identity.VersionId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The operations of the data plane as a table, and the search in it.
///
/// Paths are searched as sent, because clients send shapes that routers for web pages reject: `GET
/// /keys/n/` is the current version, and so is the empty segment of `POST /keys/n//sign`. A second
/// slash at the start means nothing: clients put a path behind an address that ends in one. Words
/// compare without case, and come before names and versions. A word may be a name as well, if no
/// row of the word has the method; it is never a version.
final class Routes {
    private static final String KEY = "/keys/{name}";
    private static final String VERSION_OF_KEY = KEY + "/{version?}";
    private static final String DELETED_KEY = "/deletedkeys/{name}";
    private static final String NAME = "{name}";
    private static final String VERSION = "{version}";
    private static final String OPTIONAL_VERSION = "{version?}";

    /// Largest body that describes a key, in bytes: 15 tags of 512 characters, six bytes each if
    /// they are escaped, are 45 KiB.
    private static final int DESCRIPTION = 64 * 1024;

    /// Largest body that uses a key, in bytes: a digest and a signature by RSA-4096 are 0.8 KiB.
    private static final int USE = 8 * 1024;

    /// Largest body with an attestation token, in bytes. Those of Azure have 5 to 20 KiB.
    private static final int ATTESTED = 64 * 1024;

    /// Largest body that asks for random bytes, in bytes.
    private static final int RANDOM = 1024;

    /// Largest body that holds a backup, in bytes: 4 MiB as base64url.
    private static final int BACKUP = 6 * 1024 * 1024;

    /// The segments of a path that does not begin with a slash: no row begins with them.
    private static final List<String> NO_PATH = List.of("*");

    private final List<Route> rows;
    private final Node root = new Node();

    /// @throws IllegalStateException if two rows have the same method and path
    Routes(List<Route> rows) {
        this.rows = List.copyOf(rows);
        this.rows.forEach(root::add);
    }

    /// The table of the service.
    static Routes of(
            KeyManagement management,
            KeyCryptography cryptography,
            HsmFacts hsmFacts,
            Rotation rotation,
            KeyPreservation preservation,
            KeyReleasing releasing) {
        // one row for each operation: method, path, name in the log, right, since, largest body
        ApiVersion v1 = ApiVersion.FIRST;
        ApiVersion softDelete = ApiVersion.SOFT_DELETE;
        ApiVersion rotating = ApiVersion.ROTATION;
        return new Routes(
                List.of(
                        new Route("GET", "/keys", KEY_LIST, KEYS_LIST, v1, 0, management::list),
                        new Route(
                                "POST",
                                KEY + "/create",
                                KEY_CREATE,
                                KEYS_CREATE,
                                v1,
                                DESCRIPTION,
                                management::create),
                        new Route(
                                "PUT",
                                KEY,
                                KEY_IMPORT,
                                KEYS_IMPORT,
                                v1,
                                DESCRIPTION,
                                management::importKey),
                        new Route(
                                "GET",
                                KEY + "/versions",
                                KEY_LIST_VERSIONS,
                                KEYS_LIST,
                                v1,
                                0,
                                management::versions),
                        new Route("GET", VERSION_OF_KEY, KEY_GET, KEYS_GET, v1, 0, management::get),
                        new Route(
                                "PATCH",
                                VERSION_OF_KEY,
                                KEY_UPDATE,
                                KEYS_UPDATE,
                                v1,
                                DESCRIPTION,
                                management::update),
                        new Route(
                                "DELETE", KEY, KEY_DELETE, KEYS_DELETE, v1, 0, management::delete),
                        new Route(
                                "GET",
                                "/deletedkeys",
                                KEY_LIST_DELETED,
                                KEYS_LIST,
                                softDelete,
                                0,
                                management::listDeleted),
                        new Route(
                                "GET",
                                DELETED_KEY,
                                KEY_GET_DELETED,
                                KEYS_GET,
                                softDelete,
                                0,
                                management::getDeleted),
                        new Route(
                                "DELETE",
                                DELETED_KEY,
                                KEY_PURGE,
                                KEYS_PURGE,
                                softDelete,
                                0,
                                management::purge),
                        new Route(
                                "POST",
                                DELETED_KEY + "/recover",
                                KEY_RECOVER,
                                KEYS_RECOVER,
                                softDelete,
                                0,
                                management::recover),
                        new Route(
                                "POST",
                                KEY + "/rotate",
                                KEY_ROTATE,
                                KEYS_ROTATE,
                                rotating,
                                0,
                                rotation::rotate),
                        new Route(
                                "GET",
                                KEY + "/rotationpolicy",
                                KEY_ROTATION_POLICY_GET,
                                KEYS_GET_ROTATION_POLICY,
                                rotating,
                                0,
                                rotation::policy),
                        new Route(
                                "PUT",
                                KEY + "/rotationpolicy",
                                KEY_ROTATION_POLICY_SET,
                                KEYS_SET_ROTATION_POLICY,
                                rotating,
                                USE,
                                rotation::setPolicy),
                        new Route(
                                "POST",
                                KEY + "/backup",
                                KEY_BACKUP,
                                KEYS_BACKUP,
                                v1,
                                0,
                                preservation::backup),
                        new Route(
                                "POST",
                                "/keys/restore",
                                KEY_RESTORE,
                                KEYS_RESTORE,
                                v1,
                                BACKUP,
                                preservation::restore),
                        new Route(
                                "POST",
                                VERSION_OF_KEY + "/sign",
                                KEY_SIGN,
                                KEYS_SIGN,
                                v1,
                                USE,
                                cryptography::sign),
                        new Route(
                                "POST",
                                VERSION_OF_KEY + "/verify",
                                KEY_VERIFY,
                                KEYS_VERIFY,
                                v1,
                                USE,
                                cryptography::verify),
                        new Route(
                                "POST",
                                VERSION_OF_KEY + "/encrypt",
                                KEY_ENCRYPT,
                                KEYS_ENCRYPT,
                                v1,
                                USE,
                                cryptography::encrypt),
                        new Route(
                                "POST",
                                VERSION_OF_KEY + "/decrypt",
                                KEY_DECRYPT,
                                KEYS_DECRYPT,
                                v1,
                                USE,
                                cryptography::decrypt),
                        new Route(
                                "POST",
                                VERSION_OF_KEY + "/wrapkey",
                                KEY_WRAP,
                                KEYS_WRAP_KEY,
                                v1,
                                USE,
                                cryptography::wrap),
                        new Route(
                                "POST",
                                VERSION_OF_KEY + "/unwrapkey",
                                KEY_UNWRAP,
                                KEYS_UNWRAP_KEY,
                                v1,
                                USE,
                                cryptography::unwrap),
                        new Route(
                                "GET",
                                VERSION_OF_KEY + "/attestation",
                                KEY_GET_ATTESTATION,
                                KEYS_GET,
                                ApiVersion.ATTESTATION,
                                0,
                                hsmFacts::attestation),
                        new Route(
                                "POST",
                                VERSION_OF_KEY + "/release",
                                KEY_RELEASE,
                                KEYS_RELEASE,
                                ApiVersion.RELEASE,
                                ATTESTED,
                                releasing::release),
                        new Route(
                                "POST",
                                "/rng",
                                RANDOM_BYTES_GET,
                                KEYS_GET,
                                ApiVersion.RANDOM_NUMBERS,
                                RANDOM,
                                hsmFacts::random)));
    }

    /// The rows, in the order they were given.
    List<Route> rows() {
        return rows;
    }

    /// Finds the row of a request.
    ///
    /// @param path undecoded, as sent
    RouteMatch match(String method, String path) {
        return root.match(new Sought(method, segments(path), null, null), 0);
    }

    /// The segments of a path, decoded, without the empty one after a slash at the end and the one
    /// before a second slash at the start.
    private static List<String> segments(String path) {
        if (!path.startsWith("/")) {
            return NO_PATH;
        }
        int end = path.endsWith("/") ? path.length() - 1 : path.length();
        List<String> segments = new ArrayList<>(4);
        int start = path.startsWith("//") ? 2 : 1;
        while (start <= end) {
            int slash = path.indexOf('/', start);
            int stop = slash < 0 || slash > end ? end : slash;
            segments.add(Query.segment(path.substring(start, stop)));
            start = stop + 1;
        }
        return segments;
    }

    /// A request, and what its path has named so far.
    private record Sought(
            String method, List<String> segments, @Nullable String name, @Nullable String version) {

        Sought withName(String segment) {
            return new Sought(method, segments, segment, version);
        }

        Sought withVersion(String segment) {
            return new Sought(method, segments, name, segment.isEmpty() ? null : segment);
        }
    }

    /// The rows that begin with the same segments.
    private static final class Node {
        final Map<String, Node> words = new HashMap<>();
        @Nullable Node name;
        @Nullable Node version;
        final Map<String, Route> byMethod = new TreeMap<>();

        void add(Route row) {
            String template = row.template();
            if (template.contains(OPTIONAL_VERSION)) {
                add(template.replace("/" + OPTIONAL_VERSION, ""), row);
            }
            add(template.replace(OPTIONAL_VERSION, VERSION), row);
        }

        private void add(String template, Route row) {
            Node node = this;
            for (String segment : template.substring(1).split("/", -1)) {
                node = node.below(segment);
            }
            if (node.byMethod.put(row.method(), row) != null) {
                throw new IllegalStateException("two rows for " + row.method() + " " + template);
            }
        }

        /// @param depth how many segments led here
        RouteMatch match(Sought sought, int depth) {
            if (depth == sought.segments().size()) {
                return found(sought.method(), sought.name(), sought.version());
            }
            String segment = sought.segments().get(depth);
            Node word = words.get(segment.toLowerCase(Locale.ROOT));
            if (word != null) {
                RouteMatch match = word.match(sought, depth + 1);
                return match.route() != null || name == null
                        ? match
                        : name.match(sought.withName(segment), depth + 1).or(match);
            }
            if (name != null) {
                return name.match(sought.withName(segment), depth + 1);
            }
            return version == null
                    ? RouteMatch.NOTHING
                    : version.match(sought.withVersion(segment), depth + 1);
        }

        private RouteMatch found(String method, @Nullable String name, @Nullable String version) {
            if (byMethod.isEmpty()) {
                return RouteMatch.NOTHING;
            }
            VaultCollection collection = byMethod.values().iterator().next().right().collection();
            Route row = byMethod.get(method);
            if (row != null) {
                return new RouteMatch(row, collection, name, version, "");
            }
            // the segment of the version is a word that is not an operation: there is no such path
            return version == null || VersionId.parse(version).isPresent()
                    ? new RouteMatch(
                            null, collection, name, null, String.join(", ", byMethod.keySet()))
                    : RouteMatch.NOTHING;
        }

        private Node below(String segment) {
            return switch (segment) {
                case NAME -> {
                    if (name == null) {
                        name = new Node();
                    }
                    yield name;
                }
                case VERSION -> {
                    if (version == null) {
                        version = new Node();
                    }
                    yield version;
                }
                default -> words.computeIfAbsent(segment, _ -> new Node());
            };
        }
    }
}
