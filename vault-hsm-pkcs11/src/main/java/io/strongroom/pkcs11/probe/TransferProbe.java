package io.strongroom.pkcs11.probe;

import io.strongroom.core.crypto.AesEncryption.Mode;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RsaEncryption;
import io.strongroom.core.crypto.software.AesKeyWrap;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.cryptoki.Mechanism;
import io.strongroom.pkcs11.key.KeyTemplates;
import io.strongroom.pkcs11.key.TransferRoute;
import io.strongroom.pkcs11.session.RootKeys;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Finds out by a trial how a token unwraps keys of callers.
final class TransferProbe {
    /// A key that everybody knows, and not one of anybody.
    private static final byte[] TRANSPORT_KEY = new byte[KeyTemplates.SECRET_BYTES];

    private final CryptokiSession session;
    private final RootKeys roots;
    private final Mechanism keyWrap;
    private final PublicKeyOperations publicKeys;

    TransferProbe(
            CryptokiSession session,
            RootKeys roots,
            Mechanism keyWrap,
            PublicKeyOperations publicKeys) {
        this.session = session;
        this.roots = roots;
        this.keyWrap = keyWrap;
        this.publicKeys = publicKeys;
    }

    /// The first route that unwraps a secret key.
    ///
    /// @param pair the private half of a pair that can be wrapped
    /// @return null if none does, or the token lacks the root key for exchange keys
    @Nullable TransferRoute route(long pair, RsaPublicKey publicKey) {
        Optional<Long> root = roots.exchangeRoot(roots.version());
        if (root.isEmpty()) {
            return null;
        }
        byte[] wrapped = session.wrap(keyWrap, root.get(), pair);
        byte[] encrypted = publicKeys.encrypt(publicKey, RsaEncryption.RSA_OAEP, TRANSPORT_KEY);
        return Arrays.stream(TransferRoute.values())
                .filter(route ->
                        ProfileProbe.works(() -> unwraps(route, root.get(), wrapped, encrypted)))
                .findFirst()
                .orElse(null);
    }

    private boolean unwraps(TransferRoute route, long root, byte[] wrapped, byte[] encrypted) {
        long exchangeKey =
                session.unwrap(
                        keyWrap, root, wrapped, KeyTemplates.exchangeKeyInUse(route.mechanism()));
        byte[] key = AesKeyWrap.wrap(Mode.KWP, TransferProbe::encrypted, new byte[16]);
        return route.unwrapsSecret(session, keyWrap, exchangeKey, encrypted, key);
    }

    private static byte[] encrypted(byte[] block) {
        try {
            Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(TRANSPORT_KEY, "AES"));
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES failed in the JDK", e);
        }
    }
}
