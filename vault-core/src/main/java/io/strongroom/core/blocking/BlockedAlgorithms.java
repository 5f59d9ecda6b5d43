package io.strongroom.core.blocking;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.access.TenantVisit;
import io.strongroom.core.administration.VaultAdministration;
import io.strongroom.core.administration.VaultPlace;
import io.strongroom.core.budget.FailureCounts;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VaultCollection;
import io.strongroom.core.key.FoundKey;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyRepository;
import io.strongroom.core.operation.Decided;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.OpenVault;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The algorithms that are blocked on a key because too many ciphertexts were wrong, for
/// administrators of its vault.
///
/// All methods throw a `VaultException` as those of [VaultAdministration], and about
/// `RESOURCE_NOT_FOUND` if there is no such vault or key.
public final class BlockedAlgorithms {
    private final VaultAdministration vaults;
    private final KeyRepository keys;
    private final FailureCounts counts;

    public BlockedAlgorithms(VaultAdministration vaults, KeyRepository keys, FailureCounts counts) {
        this.vaults = vaults;
        this.keys = keys;
        this.counts = counts;
    }

    /// Lists their JWA names.
    public Decided<List<String>> list(TenantVisit visit, VaultPlace place, ObjectName name) {
        Key key = find(visit, place, name, Right.BLOCKED_ALGORITHMS_READ);
        return Decided.answer(key.blocked().stream().sorted().toList());
    }

    /// Takes the block of an algorithm off a key, and forgets the failures of the day.
    ///
    /// @param algorithm JWA name
    /// @return whether it was blocked; status 204 if not
    public Decided<Boolean> clear(
            TenantVisit visit, VaultPlace place, ObjectName name, String algorithm) {
        Key key = find(visit, place, name, Right.BLOCKED_ALGORITHMS_CLEAR);
        if (!key.blocked().contains(algorithm)) {
            return Decided.answer(false).withStatus(204);
        }
        visit.evidence().detail("algorithm", algorithm);
        Set<String> rest = new HashSet<>(key.blocked());
        rest.remove(algorithm);
        return Decided.changing(
                keys.replace(key, key.withBlocked(rest))
                        .and(counts.reset(key.id().vault().tenant(), key.subject(), algorithm)),
                true);
    }

    private Key find(TenantVisit visit, VaultPlace place, ObjectName name, Right right) {
        OpenVault vault = vaults.open(visit, place, right);
        visit.evidence()
                .about(
                        visit.evidence()
                                .target()
                                .object(VaultCollection.KEYS.wireName(), name.value(), null));
        Key key =
                keys.find(vault, name, null, true)
                        .map(FoundKey::key)
                        .orElseThrow(() ->
                                new VaultException(
                                        Problem.RESOURCE_NOT_FOUND,
                                        "The key '%s' in vault '%s' was not found."
                                                .formatted(name, place.name())));
        visit.evidence().rely(key.guard());
        return key;
    }
}
