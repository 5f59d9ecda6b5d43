package io.strongroom.pkcs11.cryptoki;

/// A session, for one thread at a time. Every method throws [CryptokiException] for an answer that
/// is not `CKR_OK`. Objects are named by their `CK_OBJECT_HANDLE`.
///
/// An object that is not a token object is destroyed with the session that made it.
public interface CryptokiSession extends AutoCloseable {

    /// `C_Login`. The login is the whole process's, and ends with its last session.
    ///
    /// @param pin wiped by the caller
    void login(UserType user, byte[] pin);

    /// `C_Logout`: private objects of all sessions of the process are gone.
    void logout();

    /// `C_InitPIN`, as security officer.
    void initializePin(byte[] pin);

    /// `C_GenerateKey`.
    long generateKey(Mechanism mechanism, Template template);

    /// `C_GenerateKeyPair`.
    KeyPairHandles generateKeyPair(
            Mechanism mechanism, Template publicTemplate, Template privateTemplate);

    /// `C_SignInit`, `C_Sign`.
    byte[] sign(Mechanism mechanism, long key, byte[] data);

    /// `C_EncryptInit`, `C_Encrypt`.
    byte[] encrypt(Mechanism mechanism, long key, byte[] plaintext);

    /// `C_DecryptInit`, `C_Decrypt`.
    byte[] decrypt(Mechanism mechanism, long key, byte[] ciphertext);

    /// `C_WrapKey`.
    byte[] wrap(Mechanism mechanism, long wrappingKey, long key);

    /// `C_UnwrapKey`.
    long unwrap(Mechanism mechanism, long unwrappingKey, byte[] wrapped, Template template);

    /// `C_DestroyObject`.
    void destroy(long object);

    /// `C_FindObjects`: all objects that match.
    long[] find(Template template);

    /// `C_GetAttributeValue` of one attribute.
    byte[] attribute(long object, long type);

    /// `C_GenerateRandom`.
    byte[] random(int length);

    /// Whether an operation may still be active, so that the session must not be used again.
    boolean poisoned();

    /// `C_CloseSession`, whatever it answers.
    @Override
    void close();
}
