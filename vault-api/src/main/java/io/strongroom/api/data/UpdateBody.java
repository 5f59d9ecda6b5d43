package io.strongroom.api.data;

import io.strongroom.api.http.JsonBody;
import io.strongroom.core.key.KeyLifecycle;

/// The body of an update: `key_ops`, `attributes`, `tags`. What is absent stays as it is.
final class UpdateBody {
    private UpdateBody() {}

    /// @throws io.strongroom.core.VaultException when the body is none
    static KeyLifecycle.Amendment parse(byte[] body) {
        KeyMembers common = KeyMembers.of(JsonBody.object(body));
        return new KeyLifecycle.Amendment(
                common.operations(),
                common.enabled(),
                common.notBefore(),
                common.expires(),
                common.tags());
    }
}
