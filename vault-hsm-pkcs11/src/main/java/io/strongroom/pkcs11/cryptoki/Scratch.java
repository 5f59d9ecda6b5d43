package io.strongroom.pkcs11.cryptoki;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.strongroom.pkcs11.cryptoki.Attribute.Value;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// Native memory for the arguments of one call, reused by the next: no call allocates, and [#wipe]
/// overwrites everything. Places are offsets, valid until the next [#begin].
final class Scratch {
    /// Room for structures, templates and results besides the caller's data.
    private static final int SLACK = 16 * 1024;

    private static final int ATTRIBUTE_BYTES = 24;

    private MemorySegment memory = allocate(2 * SLACK);
    private int position;

    /// Starts over, with room for this many bytes of the caller's.
    void begin(int callerBytes) {
        position = 0;
        long needed = (long) callerBytes + SLACK;
        if (needed > memory.byteSize()) {
            memory = allocate(Math.max(needed, 2 * memory.byteSize()));
        }
    }

    /// Overwrites what was used since [#begin].
    void wipe() {
        memory.asSlice(0, position).fill((byte) 0);
        position = 0;
    }

    int reserve(int bytes) {
        int place = (position + 7) & ~7;
        if ((long) place + bytes > memory.byteSize()) {
            throw new IllegalArgumentException("no room for " + bytes + " bytes");
        }
        position = place + bytes;
        return place;
    }

    long address(int place) {
        return memory.address() + place;
    }

    long number(int place) {
        return memory.get(JAVA_LONG, place);
    }

    void set(int place, long value) {
        memory.set(JAVA_LONG, place, value);
    }

    byte[] bytes(int place, long length) {
        byte[] bytes = new byte[Math.toIntExact(length)];
        MemorySegment.copy(memory, JAVA_BYTE, place, bytes, 0, bytes.length);
        return bytes;
    }

    /// Writes bytes.
    ///
    /// @return their address; not null even for an empty array, because SoftHSM refuses null
    long put(byte[] bytes) {
        int place = reserve(Math.max(1, bytes.length));
        MemorySegment.copy(bytes, 0, memory, JAVA_BYTE, place, bytes.length);
        return address(place);
    }

    int put(long value) {
        int place = reserve(Long.BYTES);
        memory.set(JAVA_LONG, place, value);
        return place;
    }

    /// Writes a `CK_MECHANISM`.
    ///
    /// @return its address
    long put(Mechanism mechanism) {
        return switch (mechanism) {
            case Mechanism.Plain(long type) -> mechanism(type, 0, 0);
            case Mechanism.Pss(long hash, long mgf, long salt) ->
                    mechanism(Ckm.RSA_PKCS_PSS, numbers(hash, mgf, salt), 24);
            case Mechanism.Oaep(long hash, long mgf) ->
                    mechanism(Ckm.RSA_PKCS_OAEP, oaep(hash, mgf), 40);
            case Mechanism.RsaAesKeyWrap(long bits, Mechanism.Oaep(long hash, long mgf)) ->
                    mechanism(Ckm.RSA_AES_KEY_WRAP, numbers(bits, oaep(hash, mgf)), 16);
            case Mechanism.Cbc(byte[] iv) -> mechanism(Ckm.AES_CBC, put(iv), iv.length);
            case Mechanism.Gcm(byte[] nonce, byte[] data) -> {
                long parameter =
                        numbers(
                                put(nonce),
                                nonce.length,
                                8L * nonce.length,
                                put(data),
                                data.length,
                                128);
                yield mechanism(Ckm.AES_GCM, parameter, 48);
            }
        };
    }

    /// Writes a `CK_ATTRIBUTE` array.
    ///
    /// @return its address
    long put(Template template) {
        int count = template.attributes().size();
        int array = reserve(ATTRIBUTE_BYTES * count);
        for (int i = 0; i < count; i++) {
            put(array + ATTRIBUTE_BYTES * i, template.attributes().get(i));
        }
        return address(array);
    }

    private void put(int place, Attribute attribute) {
        memory.set(JAVA_LONG, place, attribute.type());
        switch (attribute.value()) {
            case Value.Flag(boolean value) ->
                    value(place, put(new byte[] {(byte) (value ? 1 : 0)}), 1);
            case Value.Ulong(long value) -> value(place, address(put(value)), Long.BYTES);
            case Value.Bytes(byte[] value) -> value(place, put(value), value.length);
            case Value.Secret(byte[] value) -> value(place, put(value), value.length);
            case Value.Mechanisms(long[] value) ->
                    value(place, numbers(value), (long) Long.BYTES * value.length);
            case Value.Nested(Template value) ->
                    value(place, put(value), (long) ATTRIBUTE_BYTES * value.attributes().size());
        }
    }

    private void value(int attribute, long address, long length) {
        memory.set(JAVA_LONG, attribute + 8L, address);
        memory.set(JAVA_LONG, attribute + 16L, length);
    }

    /// `CK_RSA_PKCS_OAEP_PARAMS` with an empty label.
    private long oaep(long hash, long mgf) {
        return numbers(hash, mgf, 1, 0, 0);
    }

    private long mechanism(long type, long parameter, long length) {
        return numbers(type, parameter, length);
    }

    private long numbers(long... values) {
        int place = reserve(Long.BYTES * values.length);
        for (int i = 0; i < values.length; i++) {
            memory.set(JAVA_LONG, place + 8L * i, values[i]);
        }
        return address(place);
    }

    private static MemorySegment allocate(long bytes) {
        return Arena.ofAuto().allocate(bytes, 16);
    }
}
