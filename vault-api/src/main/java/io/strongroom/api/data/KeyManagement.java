package io.strongroom.api.data;

import io.strongroom.core.Page;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.operation.Decided;
import org.jspecify.annotations.Nullable;

/// Creating, importing, reading, listing and changing keys on the wire.
final class KeyManagement {
    private final KeyLifecycle lifecycle;

    KeyManagement(KeyLifecycle lifecycle) {
        this.lifecycle = lifecycle;
    }

    Decided<byte[]> create(Call call) {
        ObjectName name = call.name();
        return bundle(
                call,
                lifecycle.create(call.visit(), name, NewKeyJson.read(call.body(), call.version())));
    }

    Decided<byte[]> importKey(Call call) {
        ObjectName name = call.name();
        return bundle(call, lifecycle.importKey(call.visit(), name, ImportKeyJson.read(call)));
    }

    Decided<byte[]> get(Call call) {
        return bundle(call, lifecycle.get(call.visit(), call.reference()));
    }

    Decided<byte[]> update(Call call) {
        var key = call.reference();
        return bundle(
                call, lifecycle.update(call.visit(), key, KeyAttributesJson.update(call.body())));
    }

    Decided<byte[]> list(Call call) {
        Paging paging = Paging.of(call);
        return lifecycle
                .list(call.visit(), paging.request())
                .map(page -> items(call, page, false, paging.nextLink(call, "/keys", page.next())));
    }

    Decided<byte[]> versions(Call call) {
        ObjectName name = call.name();
        Paging paging = Paging.of(call);
        String path = "/keys/" + name + "/versions";
        return lifecycle
                .versions(call.visit(), name, paging.request())
                .map(page -> items(call, page, true, paging.nextLink(call, path, page.next())));
    }

    private static Decided<byte[]> bundle(Call call, Decided<KeyVersion> decided) {
        return decided.map(version -> new KeyJson(call).bundle(version));
    }

    private static byte[] items(
            Call call, Page<KeyVersion> page, boolean versioned, @Nullable String nextLink) {
        return new KeyJson(call).items(page.items(), versioned, nextLink);
    }
}
