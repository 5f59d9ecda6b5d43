package io.strongroom.core.access;

import io.strongroom.core.Problem;
import io.strongroom.core.VaultException;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.VaultCollection;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.operation.Evidence;
import io.strongroom.core.permission.Decision;
import io.strongroom.core.permission.Right;
import io.strongroom.core.permission.Scope;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Vault;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A caller in a vault, and the evidence of what they do there: what every operation on the objects
/// of a vault begins with.
public record Visit(Caller caller, OpenVault vault, Evidence evidence) {

    /// Notes the object of the operation. The record has its name even if the operation is refused.
    ///
    /// @param version null if the request does not name one
    public void about(VaultCollection collection, ObjectName name, @Nullable VersionId version) {
        about(evidence, collection, name, version);
    }

    /// The same, before the caller is known. The evidence is about a vault already.
    public static void about(
            Evidence evidence,
            VaultCollection collection,
            ObjectName name,
            @Nullable VersionId version) {
        evidence.about(
                evidence.target()
                        .object(
                                collection.wireName(),
                                name.value(),
                                version == null ? null : version.toString()));
    }

    /// Requires a right on an object, or on its whole collection.
    ///
    /// @param name null for the collection
    /// @throws VaultException `FORBIDDEN_BY_POLICY`; a caller without the right does not learn
    ///   whether the object exists
    public void require(Right right, @Nullable ObjectName name) {
        Scope scope = new Scope(vault.resourceId(), right.collection(), name);
        Decision decision = vault.grants().decide(caller, right, scope);
        decision.reliedOn().forEach(evidence::rely);
        if (!decision.allowed()) {
            throw refused(right);
        }
    }

    private VaultException refused(Right right) {
        Vault refusing = vault.vault();
        return new VaultException(
                Problem.FORBIDDEN_BY_POLICY,
                "The user, group or application '%s' does not have %s %s permission on key vault '%s;location=%s'. For help resolving this issue, please see https://go.microsoft.com/fwlink/?linkid=2125287"
                        .formatted(
                                described(),
                                Objects.requireNonNull(right.collection()).wireName(),
                                right.policyName(),
                                refusing.name(),
                                refusing.location()));
    }

    private String described() {
        String application =
                caller.applicationId() == null ? "" : "appid=" + caller.applicationId() + ";";
        return application + "oid=" + caller.principal() + ";numgroups=0;iss=" + caller.issuer();
    }
}
