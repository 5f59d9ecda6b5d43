package io.strongroom.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// [Cryptoki] through `java.lang.foreign`.
final class FfmCryptoki implements Cryptoki {
    private static final long CKF_OS_LOCKING_OK = 0x2;
    private static final long CKF_SESSION = 0x2 | 0x4; // RW_SESSION | SERIAL_SESSION
    private static final long CKF_USER_PIN_INITIALIZED = 0x8;
    private static final long CKF_TOKEN_INITIALIZED = 0x400;
    private static final int LABEL_BYTES = 32;
    private static final int TOKEN_INFO_BYTES = 208;
    private static final long TOKEN_INFO_FLAGS = 96;

    private final NativeLibrary library;

    FfmCryptoki(NativeLibrary library) {
        this.library = library;
    }

    @Override
    public void initialize(@Nullable String reserved) {
        try (Arena arena = Arena.ofConfined()) {
            // CK_C_INITIALIZE_ARGS: four callbacks, flags, pReserved
            MemorySegment arguments = arena.allocate(48, 8);
            arguments.set(JAVA_LONG, 32, CKF_OS_LOCKING_OK);
            if (reserved != null) {
                // the module may keep the pointer
                arguments.set(JAVA_LONG, 40, Arena.global().allocateFrom(reserved).address());
            }
            long answer = library.call(Function.C_Initialize, arguments.address());
            if (answer != ReturnValue.CRYPTOKI_ALREADY_INITIALIZED.code()) {
                NativeLibrary.check(Function.C_Initialize, answer);
            }
        }
    }

    @Override
    public void finish() {
        library.call(Function.C_Finalize, 0);
    }

    @Override
    public List<Token> tokens() {
        List<Token> tokens = new ArrayList<>();
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(TOKEN_INFO_BYTES, 8);
            for (long slot : slots(arena)) {
                if (library.call(Function.C_GetTokenInfo, slot, info.address()) == ReturnValue.OK) {
                    tokens.add(token(slot, info));
                }
            }
        }
        return tokens;
    }

    @Override
    public boolean claims(long slot, long mechanism) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment info = arena.allocate(24, 8);
            return library.call(Function.C_GetMechanismInfo, slot, mechanism, info.address())
                    == ReturnValue.OK;
        }
    }

    @Override
    public void initializeToken(long slot, byte[] soPin, String label) {
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        if (text.length > LABEL_BYTES) {
            throw new IllegalArgumentException("token label of " + text.length + " bytes");
        }
        byte[] padded = Arrays.copyOf(text, LABEL_BYTES);
        Arrays.fill(padded, text.length, LABEL_BYTES, (byte) ' ');
        Scratch scratch = new Scratch();
        try {
            scratch.begin(soPin.length);
            long pin = scratch.put(soPin);
            long name = scratch.put(padded);
            NativeLibrary.check(
                    Function.C_InitToken,
                    library.call(Function.C_InitToken, slot, pin, soPin.length, name));
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public CryptokiSession openSession(long slot) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment handle = arena.allocate(8, 8);
            NativeLibrary.check(
                    Function.C_OpenSession,
                    library.call(
                            Function.C_OpenSession, slot, CKF_SESSION, 0, 0, handle.address()));
            return new FfmSession(library, handle.get(JAVA_LONG, 0));
        }
    }

    /// The slots with a token. The first call, for their number, makes modules look for new tokens.
    private long[] slots(Arena arena) {
        MemorySegment count = arena.allocate(8, 8);
        NativeLibrary.check(
                Function.C_GetSlotList,
                library.call(Function.C_GetSlotList, 1, 0, count.address()));
        MemorySegment list = arena.allocate(8 * Math.max(1, count.get(JAVA_LONG, 0)), 8);
        NativeLibrary.check(
                Function.C_GetSlotList,
                library.call(Function.C_GetSlotList, 1, list.address(), count.address()));
        return list.asSlice(0, 8 * count.get(JAVA_LONG, 0)).toArray(JAVA_LONG);
    }

    private static Token token(long slot, MemorySegment info) {
        byte[] label = info.asSlice(0, LABEL_BYTES).toArray(JAVA_BYTE);
        long flags = info.get(JAVA_LONG, TOKEN_INFO_FLAGS);
        return new Token(
                slot,
                new String(label, StandardCharsets.UTF_8).strip(),
                (flags & CKF_TOKEN_INITIALIZED) != 0,
                (flags & CKF_USER_PIN_INITIALIZED) != 0);
    }
}
