package io.strongroom.api.data;

import io.strongroom.core.Page;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.operation.Decided;

/// Making, reading, listing and changing keys on the wire.
final class KeyManagement {
    private final KeyLifecycle lifecycle;

    KeyManagement(KeyLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    Decided<byte[]> create(Call call) {
        ObjectName name = call.name();
        KeyLifecycle.Wish wish = CreateBody.parse(call.exchange().body());
        return bundle(
                call, lifecycle.create(call.caller(), call.evidence(), call.vault(), name, wish));
    }

    Decided<byte[]> get(Call call) {
        return bundle(
                call,
                lifecycle.get(call.caller(), call.evidence(), call.vault(), call.reference()));
    }

    Decided<byte[]> update(Call call) {
        var key = call.reference();
        KeyLifecycle.Amendment amendment = UpdateBody.parse(call.exchange().body());
        return bundle(
                call,
                lifecycle.update(call.caller(), call.evidence(), call.vault(), key, amendment));
    }

    Decided<byte[]> list(Call call) {
        Paging paging = Paging.of(call);
        Page<KeyVersion> page =
                lifecycle
                        .list(
                                call.caller(),
                                call.evidence(),
                                call.vault(),
                                paging.limit(),
                                paging.after())
                        .answer();
        String next = paging.nextLink(call, "/keys", page.next());
        return Decided.answer(new KeyJson(call).items(page.items(), false, next));
    }

    Decided<byte[]> versions(Call call) {
        ObjectName name = call.name();
        Paging paging = Paging.of(call);
        Page<KeyVersion> page =
                lifecycle
                        .versions(
                                call.caller(),
                                call.evidence(),
                                call.vault(),
                                name,
                                paging.limit(),
                                paging.after())
                        .answer();
        String next = paging.nextLink(call, "/keys/" + name + "/versions", page.next());
        return Decided.answer(new KeyJson(call).items(page.items(), true, next));
    }

    private static Decided<byte[]> bundle(Call call, Decided<KeyVersion> decided) {
        return new Decided<>(
                new KeyJson(call).bundle(decided.answer()), decided.status(), decided.change());
    }
}
