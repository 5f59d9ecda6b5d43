package io.strongroom.postgres;

import io.strongroom.core.Page;
import io.strongroom.core.PageRequest;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.VaultRepository.VaultFilter;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All ways to read a row that may have been edited: at its place, and at every place that it may
/// have been moved to.
final class Reads {
    private static final int LIMIT = 25;

    /// How a read ended.
    enum Outcome {
        NOTHING,
        FOUND,
        REFUSED
    }

    private final PostgresStore store;

    Reads(PostgresStore store) {
        this.store = store;
    }

    Stream<Outcome> tenants(TenantId... ids) {
        return Arrays.stream(ids).map(id -> one(() -> store.vaults.tenant(id, true)));
    }

    Stream<Outcome> vaults(VaultName... names) {
        return Arrays.stream(names)
                .flatMap(name ->
                        Stream.of(
                                one(() -> store.vaults.open(name, true)),
                                one(() -> store.vaults.holder(name))));
    }

    /// The vaults of the tenant and subscription of each of these vaults.
    Stream<Outcome> vaultLists(OpenVault... vaults) {
        return Arrays.stream(vaults)
                .map(v ->
                        page(() ->
                                store.vaults.list(
                                        new VaultFilter(
                                                v.tenant().id(), v.vault().subscription(), null),
                                        new PageRequest(LIMIT, null))));
    }

    Stream<Outcome> keys(OpenVault vault, List<ObjectName> names, List<VersionId> versions) {
        Stream<Outcome> found =
                names.stream()
                        .flatMap(name ->
                                Stream.concat(Stream.of((VersionId) null), versions.stream())
                                        .map(version -> find(vault, name, version)));
        return Stream.concat(
                found, Stream.of(page(() -> store.keys.list(vault, new PageRequest(LIMIT, null)))));
    }

    Stream<Outcome> versions(OpenVault vault, List<ObjectName> names) {
        return names.stream()
                .map(name ->
                        page(() -> store.keys.versions(vault, name, new PageRequest(LIMIT, null))));
    }

    private Outcome find(OpenVault vault, ObjectName name, @Nullable VersionId version) {
        return one(() -> store.keys.find(vault, name, version, true));
    }

    private static Outcome one(Supplier<? extends Optional<?>> read) {
        return outcome(() -> read.get().stream().toList());
    }

    private static Outcome page(Supplier<? extends Page<?>> read) {
        return outcome(() -> read.get().items());
    }

    private static Outcome outcome(Supplier<? extends Collection<?>> read) {
        try {
            return read.get().isEmpty() ? Outcome.NOTHING : Outcome.FOUND;
        } catch (VaultException.Integrity _) {
            return Outcome.REFUSED;
        }
    }
}
