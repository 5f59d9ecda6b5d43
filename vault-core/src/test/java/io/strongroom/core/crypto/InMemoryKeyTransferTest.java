package io.strongroom.core.crypto;

final class InMemoryKeyTransferTest extends KeyTransferContract {
    private final KeyProvider provider = new InMemoryKeyProvider();

    @Override
    protected KeyProvider provider() {
        return provider;
    }
}
