package io.strongroom.api;

import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A TLS server's key and certificate, and clients that trust it.
public final class ServerIdentity {
    private final KeyStore keys;

    private ServerIdentity(KeyStore keys) {
        this.keys = keys;
    }

    /// A new one.
    ///
    /// @param names of the server, as keytool has them, such as `san=dns:localhost`
    public static ServerIdentity create(Path folder, String names) throws Exception {
        return new ServerIdentity(TestTls.keyStore(folder.resolve("identity.p12"), "-ext", names));
    }

    /// For the server.
    public SSLContext server() throws Exception {
        KeyManagerFactory factory =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, TestTls.PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(factory.getKeyManagers(), null, null);
        return context;
    }

    /// For clients that trust it.
    public SSLContext trusting() throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", Objects.requireNonNull(keys.getCertificate("server")));
        TrustManagerFactory factory =
                TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, factory.getTrustManagers(), null);
        return context;
    }
}
