package io.strongroom.core.crypto;

final class InMemoryKeyProviderTest extends KeyProviderContract {
    private final KeyProvider provider = new InMemoryKeyProvider();

    @Override
    protected KeyProvider provider() {
        return provider;
    }
}
