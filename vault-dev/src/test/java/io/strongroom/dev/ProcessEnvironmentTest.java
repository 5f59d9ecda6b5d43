package io.strongroom.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.junit.jupiter.api.Test;

class ProcessEnvironmentTest {
    @Test
    void a_native_library_sees_what_was_set() throws Throwable {
        ProcessEnvironment.set("STRONGROOM_TEST_VARIABLE", "seen");

        Linker linker = Linker.nativeLinker();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment value =
                    (MemorySegment)
                            linker.downcallHandle(
                                            linker.defaultLookup().findOrThrow("getenv"),
                                            FunctionDescriptor.of(
                                                    ValueLayout.ADDRESS, ValueLayout.ADDRESS))
                                    .invokeExact(arena.allocateFrom("STRONGROOM_TEST_VARIABLE"));
            assertThat(value.reinterpret(8).getString(0)).isEqualTo("seen");
        }
    }
}
