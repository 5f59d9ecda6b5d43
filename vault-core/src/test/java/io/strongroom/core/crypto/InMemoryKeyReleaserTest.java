package io.strongroom.core.crypto;

final class InMemoryKeyReleaserTest extends KeyReleaserContract {
    private final InMemoryKeyProvider provider = new InMemoryKeyProvider();
    private final InMemoryKeyReleaser releaser = new InMemoryKeyReleaser(provider);

    @Override
    protected KeyProvider provider() {
        return provider;
    }

    @Override
    protected KeyReleaser releaser() {
        return releaser;
    }
}
