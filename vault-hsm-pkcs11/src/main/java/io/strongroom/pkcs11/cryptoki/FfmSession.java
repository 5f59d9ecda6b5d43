package io.strongroom.pkcs11.cryptoki;

import java.util.Arrays;

/// [CryptokiSession] through `java.lang.foreign`: a handle, and memory for the arguments of one
/// call that is wiped after each.
final class FfmSession implements CryptokiSession {
    private static final int MAX_SIGNATURE_BYTES = 1024;
    private static final int MAX_OVERHEAD_BYTES = 1024;
    private static final int MAX_WRAPPED_BYTES = 8192;
    private static final int FOUND_AT_ONCE = 64;
    private static final long UNAVAILABLE = -1;

    private final NativeLibrary library;
    private final long handle;
    private final Scratch scratch = new Scratch();
    private boolean active;

    FfmSession(NativeLibrary library, long handle) {
        this.library = library;
        this.handle = handle;
    }

    @Override
    public void login(UserType user, byte[] pin) {
        scratch.begin(pin.length);
        try {
            long address = scratch.put(pin);
            check(
                    Function.C_Login,
                    library.call(Function.C_Login, handle, user.code(), address, pin.length));
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public void logout() {
        check(Function.C_Logout, library.call(Function.C_Logout, handle));
    }

    @Override
    public void initializePin(byte[] pin) {
        scratch.begin(pin.length);
        try {
            long address = scratch.put(pin);
            check(
                    Function.C_InitPIN,
                    library.call(Function.C_InitPIN, handle, address, pin.length));
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public long generateKey(Mechanism mechanism, Template template) {
        scratch.begin(0);
        try {
            long how = scratch.put(mechanism);
            long what = scratch.put(template);
            int key = scratch.put(0L);
            check(
                    Function.C_GenerateKey,
                    library.call(
                            Function.C_GenerateKey,
                            handle,
                            how,
                            what,
                            template.attributes().size(),
                            scratch.address(key)));
            return scratch.number(key);
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public KeyPairHandles generateKeyPair(
            Mechanism mechanism, Template publicTemplate, Template privateTemplate) {
        scratch.begin(0);
        try {
            long how = scratch.put(mechanism);
            long publicWhat = scratch.put(publicTemplate);
            long privateWhat = scratch.put(privateTemplate);
            int publicKey = scratch.put(0L);
            int privateKey = scratch.put(0L);
            check(
                    Function.C_GenerateKeyPair,
                    library.call(
                            Function.C_GenerateKeyPair,
                            handle,
                            how,
                            publicWhat,
                            publicTemplate.attributes().size(),
                            privateWhat,
                            privateTemplate.attributes().size(),
                            scratch.address(publicKey),
                            scratch.address(privateKey)));
            return new KeyPairHandles(scratch.number(publicKey), scratch.number(privateKey));
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public long create(Template template) {
        scratch.begin(0);
        try {
            long what = scratch.put(template);
            int object = scratch.put(0L);
            check(
                    Function.C_CreateObject,
                    library.call(
                            Function.C_CreateObject,
                            handle,
                            what,
                            template.attributes().size(),
                            scratch.address(object)));
            return scratch.number(object);
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public byte[] sign(Mechanism mechanism, long key, byte[] data) {
        return operate(
                Function.C_SignInit, Function.C_Sign, mechanism, key, data, MAX_SIGNATURE_BYTES);
    }

    @Override
    public byte[] encrypt(Mechanism mechanism, long key, byte[] plaintext) {
        return operate(
                Function.C_EncryptInit,
                Function.C_Encrypt,
                mechanism,
                key,
                plaintext,
                plaintext.length + MAX_OVERHEAD_BYTES);
    }

    @Override
    public byte[] decrypt(Mechanism mechanism, long key, byte[] ciphertext) {
        return operate(
                Function.C_DecryptInit,
                Function.C_Decrypt,
                mechanism,
                key,
                ciphertext,
                ciphertext.length + MAX_OVERHEAD_BYTES);
    }

    @Override
    public byte[] wrap(Mechanism mechanism, long wrappingKey, long key) {
        scratch.begin(MAX_WRAPPED_BYTES);
        try {
            long how = scratch.put(mechanism);
            int wrapped = scratch.reserve(MAX_WRAPPED_BYTES);
            int length = scratch.put((long) MAX_WRAPPED_BYTES);
            check(
                    Function.C_WrapKey,
                    library.call(
                            Function.C_WrapKey,
                            handle,
                            how,
                            wrappingKey,
                            key,
                            scratch.address(wrapped),
                            scratch.address(length)));
            return scratch.bytes(wrapped, scratch.number(length));
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public long unwrap(Mechanism mechanism, long unwrappingKey, byte[] wrapped, Template template) {
        scratch.begin(wrapped.length);
        try {
            long how = scratch.put(mechanism);
            long blob = scratch.put(wrapped);
            long what = scratch.put(template);
            int key = scratch.put(0L);
            check(
                    Function.C_UnwrapKey,
                    library.call(
                            Function.C_UnwrapKey,
                            handle,
                            how,
                            unwrappingKey,
                            blob,
                            wrapped.length,
                            what,
                            template.attributes().size(),
                            scratch.address(key)));
            return scratch.number(key);
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public void destroy(long object) {
        check(Function.C_DestroyObject, library.call(Function.C_DestroyObject, handle, object));
    }

    @Override
    public long[] find(Template template) {
        scratch.begin(0);
        try {
            long what = scratch.put(template);
            check(
                    Function.C_FindObjectsInit,
                    library.call(
                            Function.C_FindObjectsInit,
                            handle,
                            what,
                            template.attributes().size()));
            active = true;
            long[] found = found();
            check(Function.C_FindObjectsFinal, library.call(Function.C_FindObjectsFinal, handle));
            active = false;
            return found;
        } finally {
            scratch.wipe();
        }
    }

    /// Calls for the length first: NSS refuses a buffer that is longer than a number.
    @Override
    public byte[] attribute(long object, long type) {
        scratch.begin(0);
        try {
            int attribute = scratch.put(type);
            int pointer = scratch.put(0L);
            int length = scratch.put(0L);
            readAttribute(object, attribute);
            if (scratch.number(length) == UNAVAILABLE) {
                throw new CryptokiException(
                        Function.C_GetAttributeValue.name(), ReturnValue.ATTRIBUTE_TYPE_INVALID);
            }
            int value = scratch.reserve(Math.toIntExact(scratch.number(length)));
            scratch.set(pointer, scratch.address(value));
            readAttribute(object, attribute);
            return scratch.bytes(value, scratch.number(length));
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public byte[] random(int length) {
        scratch.begin(length);
        try {
            int place = scratch.reserve(length);
            check(
                    Function.C_GenerateRandom,
                    library.call(
                            Function.C_GenerateRandom, handle, scratch.address(place), length));
            return scratch.bytes(place, length);
        } finally {
            scratch.wipe();
        }
    }

    @Override
    public boolean poisoned() {
        return active;
    }

    @Override
    public void close() {
        library.call(Function.C_CloseSession, handle);
    }

    /// Starts an operation and ends it. Every return value but `CKR_BUFFER_TOO_SMALL` ends an
    /// operation (PKCS#11 v3.0 §5.2); after that one the session must not be used again.
    private byte[] operate(
            Function init, Function last, Mechanism mechanism, long key, byte[] data, int room) {
        scratch.begin(data.length + room);
        try {
            check(init, library.call(init, handle, scratch.put(mechanism), key));
            active = true;
            long input = scratch.put(data);
            int output = scratch.reserve(room);
            int length = scratch.put((long) room);
            long answer =
                    library.call(
                            last,
                            handle,
                            input,
                            data.length,
                            scratch.address(output),
                            scratch.address(length));
            active = answer == ReturnValue.BUFFER_TOO_SMALL.code();
            check(last, answer);
            return scratch.bytes(output, scratch.number(length));
        } finally {
            scratch.wipe();
        }
    }

    private void readAttribute(long object, int attribute) {
        check(
                Function.C_GetAttributeValue,
                library.call(
                        Function.C_GetAttributeValue,
                        handle,
                        object,
                        scratch.address(attribute),
                        1));
    }

    private long[] found() {
        long[] found = new long[0];
        int handles = scratch.reserve(Long.BYTES * FOUND_AT_ONCE);
        int count = scratch.put(0L);
        while (true) {
            check(
                    Function.C_FindObjects,
                    library.call(
                            Function.C_FindObjects,
                            handle,
                            scratch.address(handles),
                            FOUND_AT_ONCE,
                            scratch.address(count)));
            int more = (int) scratch.number(count);
            if (more == 0) {
                return found;
            }
            int before = found.length;
            found = Arrays.copyOf(found, before + more);
            for (int i = 0; i < more; i++) {
                found[before + i] = scratch.number(handles + Long.BYTES * i);
            }
        }
    }

    private static void check(Function function, long answer) {
        NativeLibrary.check(function, answer);
    }
}
