package io.strongroom.core.crypto.software;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.strongroom.core.crypto.AesEncryption.Mode;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Key wrap around blocks that the JDK encrypts.
final class AesKeyWrapTest {
    private static final HexFormat HEX = HexFormat.of();

    /// RFC 3394 §4.1 to §4.6 and RFC 5649 §6.
    @ParameterizedTest
    @CsvSource({
        "KW, 000102030405060708090A0B0C0D0E0F, 00112233445566778899AABBCCDDEEFF, 1FA68B0A8112B447AEF34BD8FB5A7B829D3E862371D2CFE5",
        "KW, 000102030405060708090A0B0C0D0E0F1011121314151617, 00112233445566778899AABBCCDDEEFF, 96778B25AE6CA435F92B5B97C050AED2468AB8A17AD84E5D",
        "KW, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 00112233445566778899AABBCCDDEEFF, 64E8C3F9CE0F5BA263E9777905818A2A93C8191E7D6E8AE7",
        "KW, 000102030405060708090A0B0C0D0E0F1011121314151617, 00112233445566778899AABBCCDDEEFF0001020304050607, 031D33264E15D33268F24EC260743EDCE1C6C7DDEE725A936BA814915C6762D2",
        "KW, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 00112233445566778899AABBCCDDEEFF0001020304050607, A8F9BC1612C68B3FF6E6F4FBE30E71E4769C8B80A32CB8958CD5D17D6B254DA1",
        "KW, 000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F, 00112233445566778899AABBCCDDEEFF000102030405060708090A0B0C0D0E0F, 28C9F404C4B810F4CBCCB35CFB87F8263F5786E2D80ED326CBC7F0E71A99F43BFB988B9B7A02DD21",
        "KWP, 5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8, c37b7e6492584340bed12207808941155068f738, 138bdeaa9b8fa7fc61f97742e72248ee5ae6ae5360d1ae6a5f54f373fa543b6a",
        "KWP, 5840df6e29b02af1ab493b705bf16ea1ae8338f4dcc176a8, 466f7250617369, afbeb0f07dfbf5419200f2ccb50bb24f",
    })
    void the_vectors_of_the_standards(Mode mode, String key, String plaintext, String wrapped) {
        byte[] bytes = HEX.parseHex(plaintext);

        assertThat(AesKeyWrap.wrap(mode, block(Cipher.ENCRYPT_MODE, key), bytes))
                .isEqualTo(HEX.parseHex(wrapped));
        assertThat(AesKeyWrap.unwrap(mode, block(Cipher.DECRYPT_MODE, key), HEX.parseHex(wrapped)))
                .contains(bytes);
    }

    @ParameterizedTest
    @CsvSource({"KW, 24", "KW, 40", "KWP, 16", "KWP, 40"})
    void what_was_not_wrapped_does_not_unwrap(Mode mode, int length) {
        UnaryOperator<byte[]> decryption = block(Cipher.DECRYPT_MODE, "00".repeat(16));

        assertThat(AesKeyWrap.unwrap(mode, decryption, new byte[length])).isEmpty();
    }

    @Test
    void gcm_is_no_key_wrap() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AesKeyWrap.wrap(Mode.GCM, block -> block, new byte[16]));
    }

    private static UnaryOperator<byte[]> block(int mode, String key) {
        return block -> {
            try {
                Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
                cipher.init(mode, new SecretKeySpec(HEX.parseHex(key), "AES"));
                return cipher.doFinal(block);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }
}
