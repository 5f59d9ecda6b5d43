package io.strongroom.core.permission;

import java.util.Arrays;
import java.util.Optional;

/// A right on the certificates of a vault, by its name in an access policy.
public enum CertificatePermission {
    GET("get"),
    LIST("list"),
    DELETE("delete"),
    CREATE("create"),
    IMPORT("import"),
    UPDATE("update"),
    MANAGE_CONTACTS("managecontacts"),
    GET_ISSUERS("getissuers"),
    LIST_ISSUERS("listissuers"),
    SET_ISSUERS("setissuers"),
    DELETE_ISSUERS("deleteissuers"),
    MANAGE_ISSUERS("manageissuers"),
    RECOVER("recover"),
    PURGE("purge"),
    BACKUP("backup"),
    RESTORE("restore");

    private final String wireName;

    CertificatePermission(String wireName) {
        this.wireName = wireName;
    }

    /// The permission with this name; names compare without case.
    public static Optional<CertificatePermission> named(String wireName) {
        return Arrays.stream(values())
                .filter(p -> p.wireName.equalsIgnoreCase(wireName))
                .findFirst();
    }

    public String wireName() {
        return wireName;
    }
}
