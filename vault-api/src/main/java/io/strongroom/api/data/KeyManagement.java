package io.strongroom.api.data;

import io.strongroom.core.Page;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.key.KeyLifecycle;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.operation.Decided;
import org.jspecify.annotations.Nullable;

/// Creating, importing, reading, listing, changing, deleting, recovering and purging keys on the
/// wire.
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

    Decided<byte[]> delete(Call call) {
        return deletedBundle(call, lifecycle.delete(call.visit(), call.name()));
    }

    Decided<byte[]> getDeleted(Call call) {
        return deletedBundle(call, lifecycle.getDeleted(call.visit(), call.name()));
    }

    Decided<byte[]> listDeleted(Call call) {
        Paging paging = Paging.of(call);
        return lifecycle
                .listDeleted(call.visit(), paging.request())
                .map(page ->
                        new KeyJson(call)
                                .deletedItems(
                                        page.items(),
                                        paging.nextLink(call, "/deletedkeys", page.next())));
    }

    Decided<byte[]> recover(Call call) {
        return bundle(call, lifecycle.recover(call.visit(), call.name()));
    }

    Decided<byte[]> purge(Call call) {
        return lifecycle.purge(call.visit(), call.name()).map(_ -> new byte[0]);
    }

    private static Decided<byte[]> deletedBundle(Call call, Decided<FoundKey> decided) {
        return decided.map(found -> new KeyJson(call).deletedBundle(found));
    }

    private static Decided<byte[]> bundle(Call call, Decided<KeyVersion> decided) {
        return decided.map(version -> new KeyJson(call).bundle(version));
    }

    private static byte[] items(
            Call call, Page<KeyVersion> page, boolean versioned, @Nullable String nextLink) {
        return new KeyJson(call).items(page.items(), versioned, nextLink);
    }
}
