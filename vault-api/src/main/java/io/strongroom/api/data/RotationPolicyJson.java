package io.strongroom.api.data;

import io.strongroom.api.http.JsonObject;
import io.strongroom.api.http.JsonOut;
import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.rotation.IsoDuration;
import io.strongroom.core.rotation.RotationPolicy;
import io.strongroom.core.rotation.RotationTrigger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A rotation policy on the wire, in both directions. `id`, `created` and `updated` of a request
/// are the service's own and are not read.
final class RotationPolicyJson {
    private static final String ACTIONS = "lifetimeActions";
    private static final String ROTATE = "Rotate";
    private static final String NOTIFY = "Notify";
    private static final String AFTER_CREATE = "timeAfterCreate";
    private static final String BEFORE_EXPIRY = "timeBeforeExpiry";

    private RotationPolicyJson() {}

    /// Reads the body of an update. An action that is missing is as it is by default.
    ///
    /// @throws VaultException `BAD_PARAMETER` for actions or triggers that there are not, an action
    ///   that comes twice, what is no duration
    static RotationPolicy.Changes read(JsonObject body) {
        RotationTrigger rotate = null;
        IsoDuration notifyBefore = null;
        List<JsonObject> actions = body.objects(ACTIONS);
        for (JsonObject action : actions == null ? List.<JsonObject>of() : actions) {
            String type = type(action);
            JsonObject trigger = member(action, "trigger");
            if (ROTATE.equalsIgnoreCase(type)) {
                requireFirst(rotate, ROTATE);
                rotate = rotate(trigger);
            } else if (NOTIFY.equalsIgnoreCase(type)) {
                requireFirst(notifyBefore, NOTIFY);
                notifyBefore = notifyBefore(trigger);
            } else {
                throw KeyAttributesJson.invalid(ACTIONS + ".action.type", type);
            }
        }
        JsonObject attributes = body.object("attributes");
        return new RotationPolicy.Changes(
                rotate,
                notifyBefore,
                attributes == null ? null : duration(attributes, "expiryTime"));
    }

    private static String type(JsonObject action) {
        String type = member(action, "action").text("type");
        if (type == null) {
            throw missing("action.type");
        }
        return type;
    }

    private static RotationTrigger rotate(JsonObject trigger) {
        IsoDuration afterCreate = duration(trigger, AFTER_CREATE);
        IsoDuration beforeExpiry = duration(trigger, BEFORE_EXPIRY);
        if (afterCreate != null && beforeExpiry == null) {
            return new RotationTrigger.AfterCreate(afterCreate);
        }
        if (beforeExpiry != null && afterCreate == null) {
            return new RotationTrigger.BeforeExpiry(beforeExpiry);
        }
        throw invalid(
                "Action Rotate needs either 'timeAfterCreate' or 'timeBeforeExpiry' as its trigger.");
    }

    private static IsoDuration notifyBefore(JsonObject trigger) {
        IsoDuration beforeExpiry = duration(trigger, BEFORE_EXPIRY);
        if (beforeExpiry == null || trigger.has(AFTER_CREATE)) {
            throw invalid("Action Notify needs 'timeBeforeExpiry' alone as its trigger.");
        }
        return beforeExpiry;
    }

    private static @Nullable IsoDuration duration(JsonObject object, String name) {
        String text = object.text(name);
        return text == null
                ? null
                : IsoDuration.parse(text).orElseThrow(() -> KeyAttributesJson.invalid(name, text));
    }

    private static JsonObject member(JsonObject action, String name) {
        JsonObject member = action.object(name);
        if (member == null) {
            throw missing(name);
        }
        return member;
    }

    private static void requireFirst(@Nullable Object before, String type) {
        if (before != null) {
            throw invalid("Property '" + ACTIONS + "' has action " + type + " more than once.");
        }
    }

    private static VaultException missing(String name) {
        return invalid("Property '" + ACTIONS + "' has an element without '" + name + "'.");
    }

    private static VaultException invalid(String message) {
        return new VaultException(Problem.BAD_PARAMETER, message);
    }

    /// What is answered for a key whose policy was never set, as Azure does: without an `id`.
    static byte[] unset() {
        JsonOut out = new JsonOut(256).object();
        actions(out, null, RotationPolicy.DEFAULT_NOTICE);
        return out.name("attributes").none().endObject().finish();
    }

    /// @param id address of the policy
    static byte[] write(String id, RotationPolicy policy) {
        JsonOut out = new JsonOut(512).object().name("id").text(id);
        actions(out, policy.rotate(), policy.notifyBefore());
        out.name("attributes").object();
        if (policy.expiry() != null) {
            out.name("expiryTime").text(policy.expiry().text());
        }
        time(out, "created", policy.created());
        time(out, "updated", policy.updated());
        return out.endObject().endObject().finish();
    }

    private static void actions(
            JsonOut out, @Nullable RotationTrigger rotate, IsoDuration notifyBefore) {
        out.name(ACTIONS).array();
        switch (rotate) {
            case null -> {}
            case RotationTrigger.AfterCreate(IsoDuration time) ->
                    action(out, AFTER_CREATE, time, ROTATE);
            case RotationTrigger.BeforeExpiry(IsoDuration time) ->
                    action(out, BEFORE_EXPIRY, time, ROTATE);
        }
        action(out, BEFORE_EXPIRY, notifyBefore, NOTIFY);
        out.endArray();
    }

    private static void action(JsonOut out, String trigger, IsoDuration time, String type) {
        out.object().name("trigger").object().name(trigger).text(time.text()).endObject();
        out.name("action").object().name("type").text(type).endObject().endObject();
    }

    private static void time(JsonOut out, String name, Instant time) {
        out.name(name).number(time.getEpochSecond());
    }
}
