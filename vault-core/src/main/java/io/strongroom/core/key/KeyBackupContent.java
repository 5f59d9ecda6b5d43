package io.strongroom.core.key;

import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.state.CanonicalBytes;
import io.strongroom.core.state.CanonicalReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What a backup of a key holds: the key, its versions in the order they were made, and the
/// tenant's keys that they are bound to, wrapped. So they open where the tenant has other keys.
record KeyBackupContent(List<TenantKey> tenantKeys, Key key, List<KeyVersion> versions) {
    private static final String FORMAT = "key-backup";
    private static final int VERSION = 1;
    private static final KeyDocument KEYS = new KeyDocument();

    KeyBackupContent {
        tenantKeys = List.copyOf(tenantKeys);
        versions = List.copyOf(versions);
    }

    /// The key and its versions, each as it is stored.
    List<byte[]> parts() {
        CanonicalBytes first =
                new CanonicalBytes(FORMAT + "/" + VERSION)
                        .bytes(KEYS.encode(key))
                        .number(tenantKeys.size());
        for (TenantKey tenantKey : tenantKeys) {
            first.text(tenantKey.pool().value())
                    .bytes(tenantKey.wrapped())
                    .number(tenantKey.rootVersion());
        }
        KeyVersionDocument document = new KeyVersionDocument(tenantKeys);
        return Stream.concat(Stream.of(first.toBytes()), versions.stream().map(document::encode))
                .toList();
    }

    /// Reads parts that are as they were written.
    ///
    /// @throws io.strongroom.core.VaultException `SERVICE_UNAVAILABLE` if a newer version of
    ///   Strongroom wrote them
    static KeyBackupContent of(TenantId tenant, List<byte[]> parts) {
        CanonicalReader first = CanonicalReader.of(parts.getFirst(), FORMAT, VERSION);
        Key key = KEYS.decode(first.bytes());
        List<TenantKey> tenantKeys = new ArrayList<>();
        for (int left = first.count(); left > 0; left--) {
            PoolName pool = new PoolName(first.text());
            tenantKeys.add(new TenantKey(tenant, pool, first.bytes(), first.smallNumber()));
        }
        first.requireEnd();
        KeyVersionDocument document = new KeyVersionDocument(tenantKeys);
        return new KeyBackupContent(
                tenantKeys, key, parts.stream().skip(1).map(document::decode).toList());
    }
}
