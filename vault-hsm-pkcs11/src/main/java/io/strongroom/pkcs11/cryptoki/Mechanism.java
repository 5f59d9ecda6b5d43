package io.strongroom.pkcs11.cryptoki;

/// A mechanism and its parameter (`CK_MECHANISM`).
public sealed interface Mechanism {

    /// One of [Ckm].
    long type();

    /// A mechanism without parameter.
    record Plain(long type) implements Mechanism {}

    /// AES-CBC without padding. The array is not copied and must not change.
    record Cbc(byte[] iv) implements Mechanism {
        @Override
        public long type() {
            return Ckm.AES_CBC;
        }
    }

    /// AES-GCM with a tag of 128 bits (`CK_GCM_PARAMS`). The arrays are not copied and must not
    /// change.
    record Gcm(byte[] nonce, byte[] additionalData) implements Mechanism {
        @Override
        public long type() {
            return Ckm.AES_GCM;
        }
    }

    /// RSASSA-PSS over a finished digest (`CK_RSA_PKCS_PSS_PARAMS`).
    ///
    /// @param hash mechanism type of the hash
    /// @param mgf mask generation function
    record Pss(long hash, long mgf, long saltBytes) implements Mechanism {
        @Override
        public long type() {
            return Ckm.RSA_PKCS_PSS;
        }
    }

    /// RSAES-OAEP with an empty label (`CK_RSA_PKCS_OAEP_PARAMS`).
    ///
    /// @param hash mechanism type of the hash
    /// @param mgf mask generation function
    record Oaep(long hash, long mgf) implements Mechanism {
        @Override
        public long type() {
            return Ckm.RSA_PKCS_OAEP;
        }
    }

    /// RSAES-OAEP of an AES key, then AES-KWP by that (`CK_RSA_AES_KEY_WRAP_PARAMS`).
    ///
    /// @param aesBits length of the AES key in bits
    record RsaAesKeyWrap(long aesBits, Oaep oaep) implements Mechanism {
        @Override
        public long type() {
            return Ckm.RSA_AES_KEY_WRAP;
        }
    }
}
