package io.strongroom.core.crypto;

/// An HSM, as far as tenants' keys are concerned. Work that needs only a public key is done in
/// process, by [PublicKeyOperations].
public interface KeyProvider extends KeyMaker, Signer, Decrypter, SecretKeyCipher {}
