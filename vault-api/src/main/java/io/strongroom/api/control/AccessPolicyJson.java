package io.strongroom.api.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.strongroom.api.http.JsonObject;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.CertificatePermission;
import io.strongroom.core.permission.KeyPermission;
import io.strongroom.core.permission.SecretPermission;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// An entry of `accessPolicies`.
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccessPolicyJson(
        String tenantId, String objectId, @Nullable String applicationId, Permissions permissions) {
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");
    private static final Rights<KeyPermission> KEYS =
            new Rights<>("keys", KeyPermission::named, KeyPermission.PURGE);
    private static final Rights<SecretPermission> SECRETS =
            new Rights<>("secrets", SecretPermission::named, SecretPermission.PURGE);
    private static final Rights<CertificatePermission> CERTIFICATES =
            new Rights<>("certificates", CertificatePermission::named, CertificatePermission.PURGE);

    record Permissions(
            List<String> keys,
            List<String> secrets,
            List<String> certificates,
            List<String> storage) {}

    static AccessPolicyJson of(AccessPolicy policy, TenantId tenant) {
        return new AccessPolicyJson(
                tenant.toString(),
                policy.principal().value(),
                policy.applicationId(),
                new Permissions(
                        names(policy.keys(), KeyPermission::wireName),
                        names(policy.secrets(), SecretPermission::wireName),
                        names(policy.certificates(), CertificatePermission::wireName),
                        List.of()));
    }

    static List<AccessPolicyJson> of(List<AccessPolicy> policies, TenantId tenant) {
        return policies.stream().map(p -> of(p, tenant)).toList();
    }

    /// Reads an entry. Rights on storage accounts are dropped: nothing here could be done with
    /// them.
    static AccessPolicy read(JsonObject entry, TenantId tenant) {
        TenantText.require(Invalid.required(entry.text("tenantId"), "tenantId"), tenant);
        String application = entry.text("applicationId");
        JsonObject rights = Invalid.required(entry.object("permissions"), "permissions");
        return new AccessPolicy(
                new PrincipalId(id(Invalid.required(entry.text("objectId"), "objectId"))),
                application == null ? null : id(application),
                KEYS.read(rights),
                SECRETS.read(rights),
                CERTIFICATES.read(rights));
    }

    private static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw Invalid.value("objectId");
        }
        return text;
    }

    /// One of the lists of `permissions`.
    ///
    /// @param destroys the right that `all` does not include
    private record Rights<E extends Enum<E>>(
            String collection, Function<String, Optional<E>> named, E destroys) {

        Set<E> read(JsonObject rights) {
            Set<E> granted = EnumSet.noneOf(destroys.getDeclaringClass());
            List<String> names = rights.texts(collection);
            for (String name : names == null ? List.<String>of() : names) {
                if (name.equalsIgnoreCase("all")) {
                    granted.addAll(EnumSet.complementOf(EnumSet.of(destroys)));
                } else {
                    granted.add(
                            Invalid.required(
                                    named.apply(name).orElse(null), "permissions." + collection));
                }
            }
            return granted;
        }
    }

    private static <E> List<String> names(Collection<E> rights, Function<E, String> name) {
        return rights.stream().map(name).toList();
    }
}
