package io.strongroom.pkcs11;

import io.strongroom.core.state.Seal;
import io.strongroom.core.state.SealedDocument;
import io.strongroom.core.state.Sealer;
import io.strongroom.pkcs11.cryptoki.CryptokiException;
import io.strongroom.pkcs11.key.Mechanisms;
import io.strongroom.pkcs11.session.Device;
import io.strongroom.pkcs11.session.Lease;
import io.strongroom.pkcs11.session.RootRole;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.List;

/// [Sealer] with the seal keys on a token. All documents of a call are one turn of the queue, of
/// low priority: uses of keys go first. The work reads copies of the documents, because it can
/// outlast its caller.
final class Pkcs11Sealer implements Sealer {
    private static final Duration FOR_EACH_DOCUMENT = Duration.ofMillis(5);

    private final Device device;

    Pkcs11Sealer(Device device) {
        this.device = device;
    }

    @Override
    public List<Seal> seal(List<byte[]> documents) {
        List<byte[]> copies = documents.stream().map(byte[]::clone).toList();
        return run(
                documents.size(),
                lease -> {
                    int key = lease.roots().sealVersion();
                    return copies.stream()
                            .map(document ->
                                    new Seal(key, hmac(lease, lease.roots().seal(), document)))
                            .toList();
                });
    }

    @Override
    public List<Boolean> matches(List<SealedDocument> documents) {
        List<SealedDocument> copies =
                documents.stream()
                        .map(sealed -> new SealedDocument(sealed.document().clone(), sealed.seal()))
                        .toList();
        return run(
                documents.size(),
                lease -> copies.stream().map(sealed -> matches(lease, sealed)).toList());
    }

    private static boolean matches(Lease lease, SealedDocument sealed) {
        Long key = lease.roots().of(RootRole.SEAL).get(sealed.seal().key());
        return key != null
                && MessageDigest.isEqual(
                        hmac(lease, key, sealed.document()), sealed.seal().value());
    }

    private static byte[] hmac(Lease lease, long key, byte[] document) {
        return lease.session().sign(Mechanisms.HMAC_SHA256, key, document);
    }

    private <R> R run(int documents, Lease.Work<R> work) {
        try {
            return device.run(Lease.Work.low(FOR_EACH_DOCUMENT.multipliedBy(documents), work));
        } catch (CryptokiException e) {
            throw new IllegalStateException("the HSM refused to seal", e);
        }
    }
}
