package io.strongroom.api.auth;

import io.strongroom.core.VaultException;
import java.util.Collection;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;

/// Carries a refusal out of a validator, which can only return errors of OAuth 2.
final class RefusalError extends OAuth2Error {
    private final VaultException refusal;

    RefusalError(VaultException refusal) {
        super(OAuth2ErrorCodes.INVALID_REQUEST, refusal.description(), null);
        this.refusal = refusal;
    }

    /// The first refusal among the errors, null if no error carries one.
    static @Nullable VaultException first(Collection<OAuth2Error> errors) {
        for (OAuth2Error error : errors) {
            if (error instanceof RefusalError carrier) {
                return carrier.refusal;
            }
        }
        return null;
    }
}
