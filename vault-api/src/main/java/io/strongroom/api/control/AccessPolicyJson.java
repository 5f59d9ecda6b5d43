package io.strongroom.api.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.strongroom.api.http.JsonObject;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultCollection;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// An entry of `accessPolicies`.
@JsonInclude(JsonInclude.Include.NON_NULL)
record AccessPolicyJson(
        String tenantId, String objectId, @Nullable String applicationId, Permissions permissions) {
    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

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
                        policy.names(VaultCollection.KEYS),
                        policy.names(VaultCollection.SECRETS),
                        policy.names(VaultCollection.CERTIFICATES),
                        List.of()));
    }

    static List<AccessPolicyJson> of(List<AccessPolicy> policies, TenantId tenant) {
        return policies.stream().map(p -> of(p, tenant)).toList();
    }

    /// Reads an entry. Permissions on storage accounts are dropped, because no operation here needs
    /// them.
    static AccessPolicy read(JsonObject entry, TenantId tenant) {
        TenantText.require(Invalid.required(entry.text("tenantId"), "tenantId"), tenant);
        String application = entry.text("applicationId");
        JsonObject rights = Invalid.required(entry.object("permissions"), "permissions");
        return new AccessPolicy(
                new PrincipalId(id(Invalid.required(entry.text("objectId"), "objectId"))),
                application == null ? null : id(application),
                rights(rights));
    }

    private static String id(String text) {
        if (!ID.matcher(text).matches()) {
            throw Invalid.value("objectId");
        }
        return text;
    }

    private static Set<Right> rights(JsonObject permissions) {
        Set<Right> granted = EnumSet.noneOf(Right.class);
        for (VaultCollection collection : VaultCollection.values()) {
            List<String> names = permissions.texts(collection.wireName());
            for (String name : names == null ? List.<String>of() : names) {
                granted.addAll(rights(collection, name));
            }
        }
        return granted;
    }

    /// `all` is every right but `purge`.
    private static Set<Right> rights(VaultCollection collection, String name) {
        if (name.equalsIgnoreCase("all")) {
            return Arrays.stream(Right.values())
                    .filter(right -> right.collection() == collection)
                    .filter(right -> !right.policyName().equals("purge"))
                    .collect(Collectors.toSet());
        }
        return Set.of(
                Right.named(collection, name).orElseThrow(() -> invalidRight(collection, name)));
    }

    private static VaultException invalidRight(VaultCollection collection, String name) {
        return Invalid.value(
                "permissions." + collection.wireName(),
                name,
                Stream.concat(
                        Stream.of("all"),
                        Arrays.stream(Right.values())
                                .filter(right -> right.collection() == collection)
                                .map(Right::policyName)));
    }
}
