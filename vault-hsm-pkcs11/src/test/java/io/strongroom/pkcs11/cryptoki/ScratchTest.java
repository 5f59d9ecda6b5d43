package io.strongroom.pkcs11.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScratchTest {
    private final Scratch scratch = new Scratch();

    @Test
    void wiping_leaves_nothing_behind() {
        scratch.begin(4);
        int place = scratch.reserve(0);
        scratch.put(new byte[] {1, 2, 3, 4});

        scratch.wipe();

        assertThat(scratch.bytes(place, 64)).containsOnly(0);
    }

    @Test
    void there_is_room_for_what_the_caller_brings() {
        scratch.begin(1_000_000);

        int place = scratch.reserve(1_000_000);

        assertThat(scratch.bytes(place, 1_000_000)).containsOnly(0);
    }
}
