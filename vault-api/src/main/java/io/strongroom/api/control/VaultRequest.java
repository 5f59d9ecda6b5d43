package io.strongroom.api.control;

import io.strongroom.api.http.JsonObject;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.vault.LegacyAlgorithms;
import io.strongroom.core.vault.VaultSettings.Changes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The body of PUT and PATCH on a vault.
final class VaultRequest {
    private static final int MAX_TAGS = 50;
    private static final int MAX_TAG_NAME = 512;
    private static final int MAX_TAG_VALUE = 256;

    private VaultRequest() {}

    /// The location of a vault to create or replace.
    static String location(JsonObject body) {
        String location = body.text("location");
        if (location == null || location.isBlank()) {
            throw new VaultException(
                    Problem.LOCATION_REQUIRED,
                    "The location property is required for this definition.");
        }
        return location.replace(" ", "");
    }

    /// The settings in the body of a PUT.
    static Changes put(JsonObject body, TenantId tenant) {
        JsonObject properties = Invalid.required(body.object("properties"), "properties");
        Invalid.required(properties.text("tenantId"), "properties.tenantId");
        JsonObject sku = Invalid.required(properties.object("sku"), "properties.sku");
        Invalid.required(sku.text("name"), "properties.sku.name");
        return read(body.textMap("tags"), properties, tenant);
    }

    /// The settings in the body of a PATCH.
    static Changes patch(JsonObject body, TenantId tenant) {
        JsonObject properties = body.object("properties");
        Map<String, String> tags = body.textMap("tags");
        if (properties != null) {
            return read(tags, properties, tenant);
        }
        checked(tags);
        return tags == null ? Changes.NONE : Changes.tags(tags);
    }

    /// The access policies in `properties`, null if it has none.
    static @Nullable List<AccessPolicy> accessPolicies(JsonObject properties, TenantId tenant) {
        List<JsonObject> entries = properties.objects("accessPolicies");
        return entries == null
                ? null
                : entries.stream().map(entry -> AccessPolicyJson.read(entry, tenant)).toList();
    }

    private static Changes read(
            @Nullable Map<String, String> tags, JsonObject properties, TenantId tenant) {
        String tenantText = properties.text("tenantId");
        if (tenantText != null) {
            TenantText.require(tenantText, tenant);
        }
        UnsupportedFeatures.refuse(properties);
        return new Changes(
                checked(tags),
                sku(properties.object("sku")),
                properties.flag("enabledForDeployment"),
                properties.flag("enabledForDiskEncryption"),
                properties.flag("enabledForTemplateDeployment"),
                retention(properties.number("softDeleteRetentionInDays")),
                properties.flag("enablePurgeProtection"),
                accessPolicies(properties, tenant),
                TenantText.isAdfs(tenantText) ? true : null,
                legacyAlgorithms(properties.texts("legacyAlgorithms")));
    }

    private static @Nullable LegacyAlgorithms legacyAlgorithms(@Nullable List<String> names) {
        if (names == null) {
            return null;
        }
        List<String> known = LegacyAlgorithms.all().names();
        for (String name : names) {
            if (!known.contains(name)) {
                throw Invalid.value("properties.legacyAlgorithms", name, known.stream());
            }
        }
        return new LegacyAlgorithms(names);
    }

    private static @Nullable Integer retention(@Nullable Long days) {
        if (days != null && days != days.intValue()) {
            throw Invalid.value("properties.softDeleteRetentionInDays");
        }
        return days == null ? null : days.intValue();
    }

    private static @Nullable String sku(@Nullable JsonObject sku) {
        if (sku == null) {
            return null;
        }
        String family = sku.text("family");
        if (family != null && !family.equalsIgnoreCase("A")) {
            throw Invalid.value("properties.sku.family");
        }
        return Invalid.required(sku.text("name"), "properties.sku.name").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Map<String, String> checked(@Nullable Map<String, String> tags) {
        if (tags != null
                && (tags.size() > MAX_TAGS
                        || !tags.entrySet().stream().allMatch(VaultRequest::fits))) {
            throw new VaultException(
                    Problem.INVALID_TAGS,
                    "A resource has at most %d tags, their names have 1 to %d characters and their values at most %d."
                            .formatted(MAX_TAGS, MAX_TAG_NAME, MAX_TAG_VALUE));
        }
        return tags;
    }

    private static boolean fits(Map.Entry<String, String> tag) {
        return !tag.getKey().isEmpty()
                && tag.getKey().length() <= MAX_TAG_NAME
                && tag.getValue().length() <= MAX_TAG_VALUE;
    }
}
