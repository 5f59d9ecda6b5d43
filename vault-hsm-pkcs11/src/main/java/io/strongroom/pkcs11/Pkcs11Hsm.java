package io.strongroom.pkcs11;

import io.strongroom.core.VaultException;
import io.strongroom.core.crypto.BackupCipher;
import io.strongroom.core.crypto.KeyProvider;
import io.strongroom.core.crypto.KeyReleaser;
import io.strongroom.core.crypto.PublicKeyOperations;
import io.strongroom.core.crypto.RandomSource;
import io.strongroom.core.crypto.software.SoftwarePublicKeyOperations;
import io.strongroom.core.state.Sealer;
import io.strongroom.pkcs11.cryptoki.Cryptoki;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.cryptoki.CryptokiSession;
import io.strongroom.pkcs11.key.StoredKeys;
import io.strongroom.pkcs11.key.VendorProfile;
import io.strongroom.pkcs11.probe.TokenProbe;
import io.strongroom.pkcs11.root.Canary;
import io.strongroom.pkcs11.root.RootKeyCheck;
import io.strongroom.pkcs11.session.Device;
import io.strongroom.pkcs11.session.HsmStartException;
import io.strongroom.pkcs11.session.Pkcs11Module;
import io.strongroom.pkcs11.session.RootKeys;

/// An HSM that passed every check at the start: its root keys have the attributes of the ceremony,
/// the token enforces what protects them, and every mechanism that is used works.
public final class Pkcs11Hsm implements AutoCloseable {
    private final String tokenLabel;
    private final Device device;
    private final Pkcs11KeyProvider provider;
    private final Pkcs11Sealer sealer;
    private final Pkcs11RandomSource random;
    private final Pkcs11KeyReleaser releaser;
    private final StoredKeys keys;
    private final RootKeyCheck rootKeyCheck;

    private Pkcs11Hsm(
            Pkcs11Module module,
            Pkcs11Settings settings,
            VendorProfile profile,
            PublicKeyOperations publicKeys) {
        this.tokenLabel = settings.tokenLabel();
        this.keys = new StoredKeys(profile, publicKeys, settings.cachedKeys(), settings.timeout());
        this.rootKeyCheck =
                new RootKeyCheck(tokenLabel, settings.policy(), profile.keyWrap().type(), keys);
        this.device =
                new Device(
                        module,
                        settings.sessions(),
                        settings.timeout(),
                        settings.callTimeout(),
                        rootKeyCheck);
        this.provider =
                new Pkcs11KeyProvider(device, keys, settings.sessions(), settings.timeout());
        this.sealer = new Pkcs11Sealer(device);
        this.random = new Pkcs11RandomSource(device);
        this.releaser = new Pkcs11KeyReleaser(device, keys);
    }

    /// Opens the HSM.
    ///
    /// @throws HsmStartException if a check fails; the message is one line that says why
    public static Pkcs11Hsm open(Pkcs11Settings settings) {
        return open(settings, Pkcs11Module.load(settings.module()));
    }

    static Pkcs11Hsm open(Pkcs11Settings settings, Cryptoki cryptoki) {
        Pkcs11Module module =
                new Pkcs11Module(
                        cryptoki, settings.tokenLabel(), settings.pinFile(), settings.reserved());
        try {
            module.initialize();
            PublicKeyOperations publicKeys = new SoftwarePublicKeyOperations();
            VendorProfile profile = probed(module, settings, publicKeys);
            Pkcs11Hsm hsm = new Pkcs11Hsm(module, settings, profile, publicKeys);
            hsm.start(() -> TokenProbe.requireSelfTest(hsm.provider, publicKeys, profile));
            return hsm;
        } catch (HsmStartException e) {
            module.close();
            throw e;
        } catch (CryptokiException | VaultException | IllegalStateException e) {
            module.close();
            throw new HsmStartException(
                    "token \"%s\" does not work: %s"
                            .formatted(settings.tokenLabel(), e.getMessage()),
                    e);
        }
    }

    private void start(Runnable selfTest) {
        try {
            device.start();
            selfTest.run();
        } catch (RuntimeException e) {
            device.close();
            throw e;
        }
    }

    public KeyProvider keyProvider() {
        return provider;
    }

    public Sealer sealer() {
        return sealer;
    }

    public KeyReleaser keyReleaser() {
        return releaser;
    }

    public RandomSource randomSource() {
        return random;
    }

    public BackupCipher backupCipher() {
        return new Pkcs11BackupCipher(device, keys.backups());
    }

    public String tokenLabel() {
        return tokenLabel;
    }

    /// The version of the root keys that wrap new keys.
    public int rootVersion() {
        return device.run(lease -> lease.roots().version());
    }

    /// Makes a canary with the current keys.
    public Canary newCanary() {
        return device.run(rootKeyCheck::newCanary);
    }

    /// Requires that the keys are those that the canary was made with, now and after every
    /// re-initialisation from now on.
    ///
    /// @throws HsmStartException when they are not
    public void requireCanary(Canary required) {
        device.run(lease -> rootKeyCheck.require(lease, required));
    }

    /// Tries the HSM with one cheap round trip. A busy HSM is available: its calls return. An HSM
    /// whose calls do not return is not.
    public HsmHealth health() {
        try {
            device.requireAnswer();
            return new HsmHealth(true, "token \"" + tokenLabel + "\" answers");
        } catch (VaultException.Busy e) {
            return new HsmHealth(true, "token \"" + tokenLabel + "\" is busy");
        } catch (VaultException | CryptokiException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return new HsmHealth(
                    false,
                    "token \"%s\" does not answer: %s".formatted(tokenLabel, cause.getMessage()));
        }
    }

    public HsmStatistics statistics() {
        return new HsmStatistics(
                device.operations(),
                keys.hits(),
                keys.misses(),
                keys.evictions(),
                device.refusals() + provider.refusals(),
                device.recoveries(),
                keys.cached(),
                device.sessions(),
                device.idle(),
                device.hungCalls(),
                device.epoch());
    }

    /// Waits for the operations that run and finalises the module.
    @Override
    public void close() {
        device.close();
    }

    /// Finds out what the token supports, and whether it enforces what it must.
    private static VendorProfile probed(
            Pkcs11Module module, Pkcs11Settings settings, PublicKeyOperations publicKeys) {
        CryptokiSession session = module.openSession();
        try {
            RootKeys roots =
                    RootKeyCheck.beforeProbe(session, settings.tokenLabel(), settings.policy());
            TokenProbe probe = new TokenProbe(session, roots);
            VendorProfile profile = probe.profile(publicKeys);
            switch (settings.policy()) {
                case ENFORCED -> probe.requirePolicy(settings.tokenLabel(), profile);
                case UNENFORCED_FOR_TESTS -> {}
            }
            return profile;
        } finally {
            session.close();
        }
    }
}
