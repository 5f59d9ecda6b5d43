package io.strongroom.api.data;

import io.strongroom.api.http.Addresses;
import io.strongroom.api.http.JsonBody;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.KeyRotation;
import io.strongroom.core.operation.Decided;

/// Rotating keys, and their rotation policies, on the wire.
final class Rotation {
    private final KeyRotation rotation;

    Rotation(KeyRotation rotation) {
        this.rotation = rotation;
    }

    Decided<byte[]> rotate(Call call) {
        return rotation.rotate(call.visit(), call.name())
                .map(version -> new KeyJson(call).bundle(version));
    }

    Decided<byte[]> policy(Call call) {
        ObjectName name = call.name();
        return rotation.policy(call.visit(), name)
                .map(policy ->
                        policy.map(set -> RotationPolicyJson.write(id(call, name), set))
                                .orElseGet(RotationPolicyJson::unset));
    }

    Decided<byte[]> setPolicy(Call call) {
        ObjectName name = call.name();
        return rotation.setPolicy(
                        call.visit(), name, RotationPolicyJson.read(JsonBody.object(call.body())))
                .map(policy -> RotationPolicyJson.write(id(call, name), policy));
    }

    private static String id(Call call, ObjectName name) {
        return Addresses.key(call.address(), name) + "/rotationpolicy";
    }
}
