package io.strongroom.core.crypto;

final class InMemorySecretKeyTest extends SecretKeyContract {
    private final InMemoryKeyProvider provider = new InMemoryKeyProvider();

    @Override
    protected KeyProvider provider() {
        return provider;
    }
}
