package io.strongroom.core.crypto;

final class FakeSealerTest extends SealerContract {
    @Override
    protected Sealer sealer() {
        return new FakeSealer();
    }
}
