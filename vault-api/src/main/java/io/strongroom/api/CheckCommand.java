package io.strongroom.api;

import io.strongroom.api.auth.AuthSettings;
import io.strongroom.api.auth.IssuerCheck;
import io.strongroom.api.http.AddressSettings;
import io.strongroom.api.listener.ConnectionSettings;
import io.strongroom.api.release.ReleaseSettings;
import java.io.PrintStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.ConfigurableApplicationContext;

/// `check`: checks all that a start needs, and goes on after a failure. A start finds one failure
/// at a time.
final class CheckCommand {
    private static final String USAGE =
            """
            usage: java -jar strongroom.jar check [--NAME=VALUE …]

            Checks all that a start needs, prints a line for each, and goes on after a failure: settings; database, roles,
            schema, replication, clock; token and its keys; certificate; keys of the issuers. Reads the settings of the
            service. It changes nothing and may run beside the service. The PIN is tried once: if the token refuses it,
            correct the file before you try again, because tokens lock after a few wrong PINs.

            Exit code 0: a start would find nothing wrong, but for what a line with "warning" says; 1: a line says FAILED;
            2: the arguments were not understood.
            """;

    private static final List<Class<?>> GROUPS =
            List.of(
                    ServiceSettings.class,
                    GeographySettings.class,
                    TenantSettings.class,
                    AuthSettings.class,
                    AddressSettings.class,
                    HsmSettings.class,
                    ConnectionSettings.class,
                    FailureSettings.class,
                    ReleaseSettings.class,
                    DatabaseProperties.class,
                    WebhookSettings.class);

    private final ConfigurableApplicationContext context;
    private final Findings findings;
    private final List<String> missing;
    private final Clock clock;

    private CheckCommand(ConfigurableApplicationContext context, Findings findings) {
        this.context = context;
        this.findings = findings;
        this.clock = context.getBean(Clock.class);
        this.missing = new RequiredSettings(context.getEnvironment()).missing();
    }

    /// Runs the command.
    ///
    /// @param arguments what follows its name
    /// @return exit code: 0 nothing failed, 1 something did, 2 not understood
    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (Command.isHelp(arguments)) {
            out.print(USAGE);
            return 0;
        }
        if (Command.isNotUnderstood(arguments, USAGE, err)) {
            return 2;
        }
        try (ConfigurableApplicationContext context = SettingsApplication.read(quiet(arguments))) {
            Findings findings = new Findings(out);
            new CheckCommand(context, findings).all();
            return findings.failures() == 0 ? 0 : 1;
        } catch (RuntimeException reported) {
            return 1; // StartFailureReporter has logged the reason
        }
    }

    /// What the parts of the service log is in the lines of the checks.
    private static List<String> quiet(List<String> arguments) {
        List<String> all = new ArrayList<>(arguments);
        all.add("--logging.level.root=off");
        all.add("--logging.level.start=error");
        return all;
    }

    private void all() {
        settings();
        byte[] canary = database();
        token(canary);
        certificate();
        issuers();
    }

    private void settings() {
        List<String> wrong = new ArrayList<>();
        if (!missing.isEmpty()) {
            wrong.add(String.valueOf(RequiredSettings.missing(missing).getMessage()));
        }
        for (Class<?> type : GROUPS) {
            try {
                context.getBean(type);
            } catch (RuntimeException e) {
                StartFailure.line(e)
                        .filter(line -> wrong.stream().noneMatch(before -> covers(before, line)))
                        .ifPresent(wrong::add);
            }
        }
        wrong.forEach(line -> findings.failed("settings", line));
        if (wrong.isEmpty()) {
            findings.check("settings", () -> "complete");
        }
    }

    /// Whether a line names all that another one does.
    private static boolean covers(String line, String other) {
        return List.of(line.split("[:,] ")).containsAll(List.of(other.split("[:,] ")));
    }

    /// Checks the database.
    ///
    /// @return the canary, if the database could be read
    private byte @Nullable [] database() {
        DatabaseProperties properties = group(DatabaseProperties.class, "strongroom.database.");
        if (properties == null) {
            findings.skipped("database", "settings are wrong");
            return null;
        }
        return new DatabaseCheck(properties.settings(), clock, findings).run();
    }

    private void token(byte @Nullable [] canary) {
        HsmSettings settings = group(HsmSettings.class, "strongroom.hsm.");
        if (settings == null) {
            findings.skipped("token", "settings are wrong");
            return;
        }
        new TokenCheck(settings.pkcs11(), findings).run(canary);
    }

    private void certificate() {
        AddressSettings addresses = group(AddressSettings.class, "spring.ssl.");
        if (addresses == null || context.getEnvironment().getProperty(TlsWiring.BUNDLE) == null) {
            findings.skipped("certificate", addresses == null ? "settings are wrong" : "no TLS");
            return;
        }
        ServerCertificate certificate =
                findings.checked(
                        "certificate",
                        () -> {
                            ServerCertificate valid =
                                    TlsWiring.valid(
                                            context.getBean(SslBundles.class),
                                            context.getEnvironment(),
                                            clock.instant());
                            return new Findings.Passed<>(valid, "valid until " + valid.expiry());
                        });
        if (certificate == null) {
            return;
        }
        List<String> hosts = TlsWiring.hosts(addresses);
        List<String> uncovered = certificate.uncovered(hosts);
        if (uncovered.isEmpty()) {
            findings.check("certificate names", () -> String.join(", ", hosts));
        } else {
            findings.warning("certificate names", "it lacks " + String.join(", ", uncovered));
        }
    }

    private void issuers() {
        AuthSettings settings = group(AuthSettings.class, "strongroom.issuers");
        if (settings == null) {
            findings.skipped("issuers", "settings are wrong");
            return;
        }
        if (settings.issuers().isEmpty()) {
            findings.warning("issuers", "none: no token will be accepted");
        }
        for (AuthSettings.Issuer issuer : settings.issuers()) {
            findings.check(
                    "issuer " + issuer.issuer(),
                    () -> "usable keys: " + IssuerCheck.usableKeys(issuer, settings.jwks(), clock));
        }
    }

    /// A group of settings; null if it is incomplete or wrong, which its line has said.
    private <T> @Nullable T group(Class<T> type, String prefix) {
        if (missing.stream().anyMatch(name -> name.startsWith(prefix))) {
            return null;
        }
        try {
            return context.getBean(type);
        } catch (RuntimeException _) {
            return null;
        }
    }
}
