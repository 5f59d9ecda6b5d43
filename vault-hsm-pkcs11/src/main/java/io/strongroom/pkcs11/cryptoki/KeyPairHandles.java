package io.strongroom.pkcs11.cryptoki;

/// The two objects of a new key pair.
public record KeyPairHandles(long publicKey, long privateKey) {}
