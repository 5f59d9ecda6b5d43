package io.strongroom.pkcs11.cryptoki;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReturnValueTest {

    @Test
    void an_exception_says_which_function_answered_what() {
        assertThat(new CryptokiException("C_Sign", 0x30))
                .hasMessage("C_Sign: CKR_DEVICE_ERROR")
                .extracting(CryptokiException::kind)
                .isEqualTo(ErrorKind.DEVICE_LOST);
    }

    @Test
    void a_vendors_own_answer_is_unclear() {
        assertThat(new CryptokiException("C_Sign", 0x80000123L))
                .hasMessage("C_Sign: 0x80000123")
                .extracting(CryptokiException::kind)
                .isEqualTo(ErrorKind.UNCLEAR);
    }
}
