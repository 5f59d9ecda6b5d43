package io.strongroom.core.crypto;

final class InMemoryKeyImportTest extends KeyImportContract {
    private final InMemoryKeyProvider provider = new InMemoryKeyProvider();

    @Override
    protected KeyProvider provider() {
        return provider;
    }
}
