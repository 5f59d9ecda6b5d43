package io.strongroom.pkcs11;

import static io.strongroom.core.Refused.refused;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyProviderContract;
import io.strongroom.core.crypto.KeySpec;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NssKeyProviderTest extends KeyProviderContract {
    private static Pkcs11Hsm hsm;

    @BeforeAll
    static void open() {
        hsm = Nss.opened();
    }

    @AfterAll
    static void close() {
        if (hsm != null) {
            hsm.close();
        }
    }

    @Override
    protected KeyProvider provider() {
        return hsm.keyProvider();
    }

    @Test
    void a_curve_that_the_token_lacks_is_refused() {
        assertThatThrownBy(() -> newKey(new KeySpec.Ec(Curve.P_256K)))
                .is(refused(400))
                .hasMessage("The HSM of this vault does not support keys on curve P-256K.");
    }

    /// NSS makes no keys on secp256k1.
    @Override
    protected Stream<KeySpec> specs() {
        return super.specs().filter(spec -> !spec.equals(new KeySpec.Ec(Curve.P_256K)));
    }
}
