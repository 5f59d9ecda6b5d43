package io.strongroom.core.crypto;

final class InMemoryRandomSourceTest extends RandomSourceContract {
    private final InMemoryRandomSource source = new InMemoryRandomSource();

    @Override
    protected RandomSource source() {
        return source;
    }
}
