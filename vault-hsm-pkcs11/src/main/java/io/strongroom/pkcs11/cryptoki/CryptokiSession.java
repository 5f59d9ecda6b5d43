package io.strongroom.pkcs11.cryptoki;

/// A session, for one thread at a time. Every method throws [CryptokiException] for a return value
/// other than `CKR_OK`. Objects are identified by their `CK_OBJECT_HANDLE`.
///
/// An object that is not a token object is destroyed with the session that created it.
public interface CryptokiSession extends AutoCloseable {

    /// `C_Login`. The login applies to the whole process and ends with its last session.
    ///
    /// @param pin wiped by the caller
    void login(UserType user, byte[] pin);

    /// `C_Logout`. Destroys the private session objects of all sessions of the process.
    void logout();

    /// `C_InitPIN`, as security officer.
    void initializePin(byte[] pin);

    /// `C_GenerateKey`.
    long generateKey(Mechanism mechanism, Template template);

    /// `C_GenerateKeyPair`.
    KeyPairHandles generateKeyPair(
            Mechanism mechanism, Template publicTemplate, Template privateTemplate);

    /// `C_CreateObject`.
    long create(Template template);

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

    /// `C_CloseSession`. Errors are ignored.
    @Override
    void close();
}
