package io.strongroom.pkcs11.cryptoki;

import java.nio.file.Path;

/// Somebody else in the process who has the PIN: what the port has no method for, on purpose.
public final class Intruder implements AutoCloseable {
    private final NativeLibrary library;
    private final Scratch scratch = new Scratch();
    private final CryptokiSession session;
    private final long handle;

    /// Opens a session of its own. The module must be initialised.
    public Intruder(Path module, String tokenLabel) {
        library = new NativeLibrary(module);
        long slot =
                new FfmCryptoki(library)
                        .tokens().stream()
                                .filter(token -> token.label().equals(tokenLabel))
                                .findFirst()
                                .orElseThrow()
                                .slot();
        scratch.begin(0);
        int place = scratch.put(0L);
        NativeLibrary.check(
                Function.C_OpenSession,
                library.call(Function.C_OpenSession, slot, 6, 0, 0, scratch.address(place)));
        handle = scratch.number(place);
        session = new FfmSession(library, handle);
    }

    public CryptokiSession session() {
        return session;
    }

    /// `C_CreateObject`.
    public long create(Template template) {
        scratch.begin(0);
        long what = scratch.put(template);
        int created = scratch.put(0L);
        NativeLibrary.check(
                Function.C_CreateObject,
                library.call(
                        Function.C_CreateObject,
                        handle,
                        what,
                        template.attributes().size(),
                        scratch.address(created)));
        return scratch.number(created);
    }

    /// `C_CopyObject`.
    public long copy(long object, Template changes) {
        scratch.begin(0);
        long what = scratch.put(changes);
        int copy = scratch.put(0L);
        NativeLibrary.check(
                Function.C_CopyObject,
                library.call(
                        Function.C_CopyObject,
                        handle,
                        object,
                        what,
                        changes.attributes().size(),
                        scratch.address(copy)));
        return scratch.number(copy);
    }

    /// `C_SetAttributeValue`.
    public void set(long object, Attribute attribute) {
        scratch.begin(0);
        long what = scratch.put(Template.of(attribute));
        NativeLibrary.check(
                Function.C_SetAttributeValue,
                library.call(Function.C_SetAttributeValue, handle, object, what, 1));
    }

    @Override
    public void close() {
        session.close();
    }
}
