package io.strongroom.pkcs11.root;

import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.Pkcs11Module;
import java.util.function.Function;

/// A module that is initialised for one purpose and finalised after it.
final class CeremonyModule {
    private CeremonyModule() {}

    /// Lends the initialised module.
    ///
    /// @param failure what to say if the module fails: a format with the token's label and the
    ///   module's answer
    /// @throws HsmStartException if the module cannot be loaded or fails
    static <R> R use(CeremonySettings settings, String failure, Function<Cryptoki, R> use) {
        Cryptoki cryptoki = Pkcs11Module.load(settings.module());
        try {
            cryptoki.initialize(settings.reserved());
            return use.apply(cryptoki);
        } catch (CryptokiException e) {
            throw new HsmStartException(
                    failure.formatted(settings.tokenLabel(), e.getMessage()), e);
        } finally {
            cryptoki.finish();
        }
    }
}
