package io.strongroom.pkcs11.cryptoki;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A PKCS#11 module: what is done before there is a session. Every method throws
/// [CryptokiException] for an answer that is not `CKR_OK`.
///
/// A module is one per process, whoever loads it: initialising and finalising concern everybody.
public interface Cryptoki {

    /// Loads a module through `java.lang.foreign`. It stays loaded for the life of the process.
    ///
    /// @throws IllegalArgumentException when the file is no PKCS#11 module for this machine
    static Cryptoki load(Path module) {
        return new FfmCryptoki(new NativeLibrary(module));
    }

    /// `C_Initialize` with `CKF_OS_LOCKING_OK`; fine when it was done already.
    ///
    /// @param reserved `pReserved`
    void initialize(@Nullable String reserved);

    /// `C_Finalize`, whatever it answers: a module that lost its device may be unable to say yes.
    void finish();

    /// `C_GetSlotList` and `C_GetTokenInfo`: the tokens that can be read.
    List<Token> tokens();

    /// `C_GetMechanismInfo`: whether the token claims to have the mechanism.
    boolean claims(long slot, long mechanism);

    /// `C_InitToken`. Erases whatever the token holds.
    void initializeToken(long slot, byte[] soPin, String label);

    /// `C_OpenSession`, for reading and writing.
    CryptokiSession openSession(long slot);
}
