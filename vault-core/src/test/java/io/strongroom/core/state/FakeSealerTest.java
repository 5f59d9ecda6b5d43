package io.strongroom.core.state;

final class FakeSealerTest extends SealerContract {
    @Override
    protected Sealer sealer() {
        return new FakeSealer();
    }
}
