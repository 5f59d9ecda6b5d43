package io.strongroom.api.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/// Whether a name is available for a vault.
///
/// @param reason `AccountNameInvalid` or `AlreadyExists`, absent if it is available
@JsonInclude(JsonInclude.Include.NON_NULL)
record NameJson(boolean nameAvailable, @Nullable String reason, @Nullable String message) {
    static NameJson free() {
        return new NameJson(true, null, null);
    }

    static NameJson taken(String name) {
        return new NameJson(
                false,
                "AlreadyExists",
                "The vault name '"
                        + name
                        + "' is already in use. Vault names are globally unique.");
    }

    static NameJson invalid(String name) {
        return new NameJson(false, "AccountNameInvalid", ResourcePath.notValid(name));
    }
}
