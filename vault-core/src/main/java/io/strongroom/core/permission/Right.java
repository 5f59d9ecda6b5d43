package io.strongroom.core.permission;

import static io.strongroom.core.identity.VaultCollection.CERTIFICATES;
import static io.strongroom.core.identity.VaultCollection.KEYS;
import static io.strongroom.core.identity.VaultCollection.SECRETS;

import io.strongroom.core.identity.VaultCollection;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A right, by both of its names in Azure: the permission in an access policy, and the action of
/// role-based access control. Rights on the objects of a vault are data actions and have both
/// names; rights on resources of the control plane are actions and have no name in access policies.
public enum Right {
    KEYS_ENCRYPT(KEYS, "encrypt", "keys/encrypt/action"),
    KEYS_DECRYPT(KEYS, "decrypt", "keys/decrypt/action"),
    KEYS_WRAP_KEY(KEYS, "wrapKey", "keys/wrap/action"),
    KEYS_UNWRAP_KEY(KEYS, "unwrapKey", "keys/unwrap/action"),
    KEYS_SIGN(KEYS, "sign", "keys/sign/action"),
    KEYS_VERIFY(KEYS, "verify", "keys/verify/action"),
    KEYS_GET(KEYS, "get", "keys/read"),
    KEYS_LIST(KEYS, "list", "keys/read"),
    KEYS_CREATE(KEYS, "create", "keys/create/action"),
    KEYS_UPDATE(KEYS, "update", "keys/update/action"),
    KEYS_IMPORT(KEYS, "import", "keys/import/action"),
    KEYS_DELETE(KEYS, "delete", "keys/delete"),
    KEYS_BACKUP(KEYS, "backup", "keys/backup/action"),
    KEYS_RESTORE(KEYS, "restore", "keys/restore/action"),
    KEYS_RECOVER(KEYS, "recover", "keys/recover/action"),
    KEYS_PURGE(KEYS, "purge", "keys/purge/action"),
    KEYS_RELEASE(KEYS, "release", "keys/release/action"),
    KEYS_ROTATE(KEYS, "rotate", "keys/rotate/action"),
    KEYS_GET_ROTATION_POLICY(KEYS, "getrotationpolicy", "keyrotationpolicies/read"),
    KEYS_SET_ROTATION_POLICY(KEYS, "setrotationpolicy", "keyrotationpolicies/write"),

    SECRETS_GET(SECRETS, "get", "secrets/getSecret/action"),
    SECRETS_LIST(SECRETS, "list", "secrets/readMetadata/action"),
    SECRETS_SET(SECRETS, "set", "secrets/setSecret/action"),
    SECRETS_DELETE(SECRETS, "delete", "secrets/delete"),
    SECRETS_BACKUP(SECRETS, "backup", "secrets/backup/action"),
    SECRETS_RESTORE(SECRETS, "restore", "secrets/restore/action"),
    SECRETS_RECOVER(SECRETS, "recover", "secrets/recover/action"),
    SECRETS_PURGE(SECRETS, "purge", "secrets/purge/action"),

    CERTIFICATES_GET(CERTIFICATES, "get", "certificates/read"),
    CERTIFICATES_LIST(CERTIFICATES, "list", "certificates/read"),
    CERTIFICATES_DELETE(CERTIFICATES, "delete", "certificates/delete"),
    CERTIFICATES_CREATE(CERTIFICATES, "create", "certificates/create/action"),
    CERTIFICATES_IMPORT(CERTIFICATES, "import", "certificates/import/action"),
    CERTIFICATES_UPDATE(CERTIFICATES, "update", "certificates/update/action"),
    CERTIFICATES_MANAGE_CONTACTS(CERTIFICATES, "managecontacts", "certificatecontacts/write"),
    CERTIFICATES_GET_ISSUERS(CERTIFICATES, "getissuers", "certificatecas/read"),
    CERTIFICATES_LIST_ISSUERS(CERTIFICATES, "listissuers", "certificatecas/read"),
    CERTIFICATES_SET_ISSUERS(CERTIFICATES, "setissuers", "certificatecas/write"),
    CERTIFICATES_DELETE_ISSUERS(CERTIFICATES, "deleteissuers", "certificatecas/delete"),
    CERTIFICATES_MANAGE_ISSUERS(CERTIFICATES, "manageissuers", "certificatecas/write"),
    CERTIFICATES_RECOVER(CERTIFICATES, "recover", "certificates/recover/action"),
    CERTIFICATES_PURGE(CERTIFICATES, "purge", "certificates/purge/action"),
    CERTIFICATES_BACKUP(CERTIFICATES, "backup", "certificates/backup/action"),
    CERTIFICATES_RESTORE(CERTIFICATES, "restore", "certificates/restore/action"),

    VAULTS_READ("Microsoft.KeyVault/vaults/read"),
    VAULTS_WRITE("Microsoft.KeyVault/vaults/write"),
    VAULTS_DELETE("Microsoft.KeyVault/vaults/delete"),
    VAULTS_ACCESS_POLICIES_WRITE("Microsoft.KeyVault/vaults/accessPolicies/write"),
    VAULT_NAMES_CHECK("Microsoft.KeyVault/checkNameAvailability/read"),
    SUBSCRIPTIONS_READ("Microsoft.Resources/subscriptions/read"),
    BLOCKED_ALGORITHMS_READ("Strongroom.KeyVault/vaults/keys/blockedAlgorithms/read"),
    BLOCKED_ALGORITHMS_CLEAR("Strongroom.KeyVault/vaults/keys/blockedAlgorithms/delete"),
    AUDIT_EVENTS_READ("Strongroom.Audit/events/read");

    private final @Nullable VaultCollection collection;
    private final @Nullable String policyName;
    private final String action;

    Right(VaultCollection collection, String policyName, String dataAction) {
        this.collection = collection;
        this.policyName = policyName;
        this.action = "Microsoft.KeyVault/vaults/" + dataAction;
    }

    Right(String action) {
        this.collection = null;
        this.policyName = null;
        this.action = action;
    }

    /// The right with this name in the access policies of a collection; names compare without case.
    public static Optional<Right> named(VaultCollection collection, String policyName) {
        return Arrays.stream(values())
                .filter(right -> right.collection == collection)
                .filter(right -> policyName.equalsIgnoreCase(right.policyName))
                .findFirst();
    }

    /// The collection whose objects the right is on; null for a right on the control plane.
    public @Nullable VaultCollection collection() {
        return collection;
    }

    /// The name in access policies, such as `wrapKey`.
    ///
    /// @throws IllegalStateException for a right on the control plane
    public String policyName() {
        if (policyName == null) {
            throw new IllegalStateException(this + " has no name in access policies");
        }
        return policyName;
    }

    /// The action of role-based access control, such as `Microsoft.KeyVault/vaults/keys/read`.
    public String action() {
        return action;
    }
}
