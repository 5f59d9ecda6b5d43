package io.strongroom.core.audit;

/// The requested operation, by Azure's `operationName`.
public enum Action {
    KEY_CREATE("KeyCreate"),
    KEY_IMPORT("KeyImport"),
    KEY_GET("KeyGet"),
    KEY_LIST("KeyList"),
    KEY_LIST_VERSIONS("KeyListVersions"),
    KEY_UPDATE("KeyUpdate"),
    KEY_DELETE("KeyDelete"),
    KEY_GET_DELETED("KeyGetDeleted"),
    KEY_LIST_DELETED("KeyListDeleted"),
    KEY_RECOVER("KeyRecover"),
    KEY_PURGE("KeyPurge"),
    KEY_ROTATE("KeyRotate"),
    KEY_ROTATE_IF_DUE("KeyRotateIfDue"),
    KEY_ROTATION_POLICY_GET("KeyRotationPolicyGet"),
    KEY_ROTATION_POLICY_SET("KeyRotationPolicySet"),
    KEY_NEAR_EXPIRY("KeyNearExpiryEventGridNotification"),
    KEY_EXPIRED("KeyExpiredEventGridNotification"),
    KEY_BACKUP("KeyBackup"),
    KEY_RESTORE("KeyRestore"),
    KEY_SIGN("KeySign"),
    KEY_VERIFY("KeyVerify"),
    KEY_ENCRYPT("KeyEncrypt"),
    KEY_DECRYPT("KeyDecrypt"),
    KEY_WRAP("KeyWrap"),
    KEY_UNWRAP("KeyUnwrap"),
    KEY_GET_ATTESTATION("KeyGetAttestation"),
    KEY_RELEASE("KeyRelease"),
    RANDOM_BYTES_GET("RandomBytesGet"),
    KEY_BLOCK_LIST("KeyBlockedAlgorithmList"),
    KEY_BLOCK_CLEAR("KeyBlockedAlgorithmClear"),
    VAULT_GET("VaultGet"),
    VAULT_PUT("VaultPut"),
    VAULT_PATCH("VaultPatch"),
    VAULT_DELETE("VaultDelete"),
    VAULT_LIST("VaultList"),
    VAULT_ACCESS_POLICY_PUT("VaultAccessPolicyPut"),
    VAULT_NAME_CHECK("VaultCheckNameAvailability"),
    SUBSCRIPTION_LIST("SubscriptionList"),
    TENANT_PUT("TenantPut"),
    EVENT_LIST("EventList"),
    AUDIT_LIST("AuditEventList"),
    AUDIT_VERIFY("AuditChainVerify"),
    STATE_VERIFY("SealedStateVerify"),
    UNKNOWN("Unknown");

    private final String operationName;

    Action(String operationName) {
        this.operationName = operationName;
    }

    public String operationName() {
        return operationName;
    }
}
