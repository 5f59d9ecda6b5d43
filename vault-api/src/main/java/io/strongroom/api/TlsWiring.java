package io.strongroom.api;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.strongroom.api.http.AddressSettings;
import java.io.FileNotFoundException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.ConfigurableWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.util.ResourceUtils;

/// The certificate of the listener, checked before anything else is started.
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("server.ssl.bundle")
class TlsWiring {
    private static final Logger LOG = LoggerFactory.getLogger("start");
    static final String BUNDLE = "server.ssl.bundle";

    @Bean
    ServerCertificate serverCertificate(
            SslBundles bundles, Environment environment, AddressSettings addresses, Clock clock) {
        ServerCertificate certificate = valid(bundles, environment, clock.instant());
        List<String> uncovered = certificate.uncovered(hosts(addresses));
        if (!uncovered.isEmpty()) {
            LOG.warn(
                    "The TLS certificate does not cover {}: clients of these hosts will refuse it",
                    String.join(", ", uncovered));
        }
        return certificate;
    }

    /// The certificate, which clients accept at a time.
    ///
    /// @throws StartException if they do not, or its key is another one or open to others
    static ServerCertificate valid(SslBundles bundles, Environment environment, Instant now) {
        String name = environment.getRequiredProperty(BUNDLE);
        requirePrivateKeyFile(
                environment.getProperty("spring.ssl.bundle.pem." + name + ".keystore.private-key"));
        ServerCertificate certificate = read(bundles, name);
        certificate.requireValid(now);
        return certificate;
    }

    /// Has the certificate checked before the web server loads it.
    @Bean
    WebServerFactoryCustomizer<ConfigurableWebServerFactory> checkedCertificate(
            ServerCertificate certificate) {
        return _ -> {};
    }

    @Bean
    MeterBinder certificateMeters(ServerCertificate certificate, Clock clock) {
        return meters ->
                Gauge.builder(
                                "strongroom.tls.certificate.days.left",
                                certificate,
                                c -> c.daysLeft(clock.instant()))
                        .register(meters);
    }

    /// @param location a file, a `file:` URL or the text itself
    static void requirePrivateKeyFile(@Nullable String location) {
        if (location == null || location.contains("-----BEGIN")) {
            return;
        }
        try {
            PrivateFile.require("the TLS key", ResourceUtils.getFile(location).toPath());
        } catch (FileNotFoundException _) {
            // somewhere else, such as in base64
        }
    }

    static ServerCertificate read(SslBundles bundles, String name) {
        try {
            SslBundle bundle = bundles.getBundle(name);
            String password = bundle.getKey().getPassword();
            KeyStore keys = bundle.getStores().getKeyStore();
            if (keys == null) {
                throw new StartException(
                        "server.ssl.bundle=%s has no certificate".formatted(name), null);
            }
            return ServerCertificate.of(
                    keys, password == null ? new char[0] : password.toCharArray());
        } catch (StartException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new StartException("the TLS certificate or its key: " + reason(e), e);
        }
    }

    /// What is needed: any host of a vault, and the hosts of the control plane.
    static List<String> hosts(AddressSettings addresses) {
        List<String> hosts = new ArrayList<>(List.of("*." + addresses.domain()));
        hosts.addAll(addresses.controlHosts());
        return hosts;
    }

    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest instanceof FileNotFoundException
                ? String.valueOf(deepest.getMessage())
                : String.valueOf(failure.getMessage());
    }
}
