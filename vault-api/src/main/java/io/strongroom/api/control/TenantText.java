package io.strongroom.api.control;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.TenantId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `tenantId` as clients send it: a GUID, or a word such as `adfs`, which means the tenant of the
/// subscription.
final class TenantText {
    private static final Pattern GUID =
            Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private TenantText() {}

    /// Requires that the text means this tenant.
    static void require(String text, TenantId tenant) {
        if (text.isBlank()) {
            throw Invalid.value("tenantId");
        }
        if (isGuid(text) && !text.equalsIgnoreCase(tenant.toString())) {
            throw new VaultException(
                    Problem.BAD_REQUEST,
                    "The tenant '%s' is not the tenant of the subscription. A vault and its principals belong to the tenant of its subscription."
                            .formatted(text));
        }
    }

    /// Whether the text asks for AD FS: its authority names no tenant.
    static boolean isAdfs(@Nullable String text) {
        return "adfs".equalsIgnoreCase(text);
    }

    static boolean isGuid(String text) {
        return GUID.matcher(text).matches();
    }
}
