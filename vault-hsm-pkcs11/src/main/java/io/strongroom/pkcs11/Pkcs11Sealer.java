package io.strongroom.pkcs11;

import io.strongroom.core.state.Seal;
import io.strongroom.core.state.SealedDocument;
import io.strongroom.core.state.Sealer;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.session.Device;
import io.strongroom.pkcs11.session.Lease;
import io.strongroom.pkcs11.session.Lease.Work;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// [Sealer] with the seal keys on a token. All documents of a call are one turn of the queue, of
/// low priority: uses of keys go first. The work reads copies of the documents, because it can
/// outlast its caller.
final class Pkcs11Sealer implements Sealer {
    private static final Duration FOR_EACH_DOCUMENT = Duration.ofMillis(5);

    /// The seal key that keys are derived from, whichever is the newest.
    private static final int FIRST = 1;

    private final Device device;

    Pkcs11Sealer(Device device) {
        this.device = device;
    }

    @Override
    public List<Seal> seal(List<byte[]> documents) {
        return forEach(documents.stream().map(byte[]::clone).toList(), Pkcs11Sealer::sealed);
    }

    @Override
    public List<Boolean> matches(List<SealedDocument> documents) {
        int newest = documents.stream().mapToInt(sealed -> sealed.seal().key()).max().orElse(0);
        if (newest > device.roots().sealVersion()) {
            device.findNewKeys(); // another node has sealed with a key that was made since
        }
        return forEach(
                documents.stream()
                        .map(sealed -> new SealedDocument(sealed.document().clone(), sealed.seal()))
                        .toList(),
                lease -> sealed -> matches(lease, sealed));
    }

    @Override
    public byte[] derive(String purpose) {
        byte[] derivation = Sealer.derivation(purpose);
        Work<byte[]> work =
                Work.secret(
                        lease -> hmac(lease, lease.roots().seal(FIRST).orElseThrow(), derivation),
                        key -> Arrays.fill(key, (byte) 0));
        try {
            return device.run(work);
        } catch (CryptokiException e) {
            throw new IllegalStateException("the HSM refused to derive a key", e);
        }
    }

    private static Function<byte[], Seal> sealed(Lease lease) {
        int version = lease.roots().sealVersion();
        long key = lease.roots().seal(version).orElseThrow();
        return document -> new Seal(version, hmac(lease, key, document));
    }

    private static boolean matches(Lease lease, SealedDocument sealed) {
        Optional<Long> key = lease.roots().seal(sealed.seal().key());
        return key.isPresent()
                && MessageDigest.isEqual(
                        hmac(lease, key.get(), sealed.document()), sealed.seal().value());
    }

    private static byte[] hmac(Lease lease, long key, byte[] document) {
        return lease.session().sign(Mechanisms.HMAC_SHA256, key, document);
    }

    private <D, R> List<R> forEach(List<D> documents, Function<Lease, Function<D, R>> call) {
        if (documents.isEmpty()) {
            return List.of();
        }
        Work<List<R>> work = lease -> documents.stream().map(call.apply(lease)).toList();
        try {
            return device.run(Work.low(FOR_EACH_DOCUMENT.multipliedBy(documents.size()), work));
        } catch (CryptokiException e) {
            throw new IllegalStateException("the HSM refused to seal", e);
        }
    }
}
