package io.strongroom.dev;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/// The environment of this process as native libraries see it. Java only reads it, once.
final class ProcessEnvironment {
    private ProcessEnvironment() {}

    /// Calls `setenv` (POSIX.1-2017). No other thread may be in native code that reads the
    /// environment, so call it before anything is started.
    static void set(String name, String value) {
        Linker linker = Linker.nativeLinker();
        MethodHandle setenv =
                linker.downcallHandle(
                        linker.defaultLookup().findOrThrow("setenv"),
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS,
                                ValueLayout.ADDRESS,
                                ValueLayout.JAVA_INT));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment nativeName = arena.allocateFrom(name);
            int result = (int) setenv.invokeExact(nativeName, arena.allocateFrom(value), 1);
            if (result != 0) {
                throw new IllegalStateException("setenv " + name + " failed");
            }
        } catch (RuntimeException e) {
            throw e;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
