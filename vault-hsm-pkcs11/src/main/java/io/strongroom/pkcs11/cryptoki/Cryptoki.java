package io.strongroom.pkcs11.cryptoki;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The functions of a PKCS#11 module that need no session. Every method throws [CryptokiException]
/// for a return value other than `CKR_OK`.
///
/// All users of a module in a process share its state: initialising and finalising affect them all.
public interface Cryptoki {

    /// Loads a module through `java.lang.foreign`. It stays loaded for the life of the process.
    ///
    /// @throws IllegalArgumentException if the file is not a PKCS#11 module for this machine
    static Cryptoki load(Path module) {
        return new FfmCryptoki(new NativeLibrary(module));
    }

    /// `C_Initialize` with `CKF_OS_LOCKING_OK`. Succeeds if the module is initialised already.
    ///
    /// @param reserved `pReserved`
    void initialize(@Nullable String reserved);

    /// `C_Finalize`. Errors are ignored: a module that has lost its device may return one.
    void finish();

    /// `C_GetSlotList` and `C_GetTokenInfo`: the tokens that can be read.
    List<Token> tokens();

    /// `C_GetMechanismInfo`: whether the token claims to have the mechanism.
    boolean claims(long slot, long mechanism);

    /// `C_InitToken`. Erases all objects of the token.
    void initializeToken(long slot, byte[] soPin, String label);

    /// `C_OpenSession`, for reading and writing.
    CryptokiSession openSession(long slot);
}
