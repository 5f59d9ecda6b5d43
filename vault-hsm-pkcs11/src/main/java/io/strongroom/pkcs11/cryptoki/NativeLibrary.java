package io.strongroom.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import java.util.Arrays;

/// A loaded module and its function list.
///
/// Pointers are passed as `long`: on LP64 machines (x86-64 System V, AArch64) a pointer and a
/// `CK_ULONG` use the same registers. The caller keeps the memory alive. The handles are constants
/// by number of arguments, so that the JIT compiles them to direct calls.
@SuppressWarnings("EnumOrdinal") // the order is the native list's
final class NativeLibrary {
    private static final MethodHandle CALL_1 = handle(1);
    private static final MethodHandle CALL_2 = handle(2);
    private static final MethodHandle CALL_3 = handle(3);
    private static final MethodHandle CALL_4 = handle(4);
    private static final MethodHandle CALL_5 = handle(5);
    private static final MethodHandle CALL_6 = handle(6);
    private static final MethodHandle CALL_8 = handle(8);

    /// `CK_VERSION` and padding.
    private static final int LIST_HEADER_BYTES = 8;

    private final MemorySegment[] functions = new MemorySegment[Function.values().length];

    /// Loads the module for the life of the process: threads may be inside it at any time.
    NativeLibrary(Path module) {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            throw new IllegalArgumentException("CK_ULONG has 4 bytes on Windows: not supported");
        }
        MemorySegment getFunctionList =
                SymbolLookup.libraryLookup(module, Arena.global())
                        .find("C_GetFunctionList")
                        .orElseThrow(() ->
                                new IllegalArgumentException(module + " is no PKCS#11 module"));
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pointer = arena.allocate(JAVA_LONG);
            check(Function.C_GetFunctionList, invoke(getFunctionList, pointer.address()));
            MemorySegment list =
                    MemorySegment.ofAddress(pointer.get(JAVA_LONG, 0))
                            .reinterpret(LIST_HEADER_BYTES + 8L * functions.length);
            for (int i = 0; i < functions.length; i++) {
                functions[i] =
                        MemorySegment.ofAddress(list.get(JAVA_LONG, LIST_HEADER_BYTES + 8L * i));
            }
        }
    }

    /// Throws if the return value is not `CKR_OK`.
    static void check(Function function, long answer) {
        if (answer != ReturnValue.OK) {
            throw new CryptokiException(function.name(), answer);
        }
    }

    long call(Function f, long a) {
        return invoke(functions[f.ordinal()], a);
    }

    long call(Function f, long a, long b) {
        try {
            return (long) CALL_2.invokeExact(functions[f.ordinal()], a, b);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long call(Function f, long a, long b, long c) {
        try {
            return (long) CALL_3.invokeExact(functions[f.ordinal()], a, b, c);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long call(Function f, long a, long b, long c, long d) {
        try {
            return (long) CALL_4.invokeExact(functions[f.ordinal()], a, b, c, d);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    long call(Function f, long a, long b, long c, long d, long e) {
        try {
            return (long) CALL_5.invokeExact(functions[f.ordinal()], a, b, c, d, e);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    long call(Function f, long a, long b, long c, long d, long e, long g) {
        try {
            return (long) CALL_6.invokeExact(functions[f.ordinal()], a, b, c, d, e, g);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    long call(Function f, long a, long b, long c, long d, long e, long g, long h, long i) {
        try {
            return (long) CALL_8.invokeExact(functions[f.ordinal()], a, b, c, d, e, g, h, i);
        } catch (Throwable t) {
            throw unexpected(t);
        }
    }

    private static long invoke(MemorySegment function, long a) {
        try {
            return (long) CALL_1.invokeExact(function, a);
        } catch (Throwable e) {
            throw unexpected(e);
        }
    }

    private static RuntimeException unexpected(Throwable thrown) {
        if (thrown instanceof Error error) {
            throw error;
        }
        return new IllegalStateException(thrown);
    }

    /// Never `Linker.Option.critical`: a call to an HSM may last seconds and would hold up the
    /// garbage collector for as long.
    private static MethodHandle handle(int arguments) {
        MemoryLayout[] layouts = new MemoryLayout[arguments];
        Arrays.fill(layouts, JAVA_LONG);
        Class<?>[] types = new Class<?>[arguments + 1];
        Arrays.fill(types, long.class);
        types[0] = MemorySegment.class;
        return Linker.nativeLinker()
                .downcallHandle(FunctionDescriptor.of(JAVA_LONG, layouts))
                .asType(MethodType.methodType(long.class, types));
    }
}
