package io.strongroom.pkcs11;

/// How a ciphertext of RSAES-OAEP is decrypted.
enum OaepRoute {
    /// By the token, padding and all.
    NATIVE,

    /// By the token with raw RSA (`CKM_RSA_X_509`), the padding being removed in process by
    /// [OaepDecoding]. The key stays in the token; the plaintext comes to this process either way.
    /// Only for tokens that lack the mechanism, as SoftHSM does for every hash but SHA-1.
    RAW_RSA
}
