package io.strongroom.dev;

import java.io.PrintStream;
import java.nio.file.Path;

/// What a person is told when the service is ready, and when it has stopped.
final class Welcome {
    private Welcome() {}

    static void print(Installation installation, PrintStream out) {
        DevelopmentSettings settings = installation.settings();
        out.println(text(settings, installation.managementPort()));
        if (!LocalNames.areKnown()) {
            out.println(
                    LocalNames.cures(
                            settings.home().resolve(LocalNames.HOSTS),
                            System.getProperty("user.name")));
        }
        out.println("Ctrl-C stops it; ./dev run starts it again with the same keys.");
        out.flush();
    }

    static void printEnd(DevelopmentSettings settings, PrintStream out) {
        out.println("Strongroom has stopped. Its data stays in " + settings.home() + ".");
        out.flush();
    }

    static String text(DevelopmentSettings settings, int managementPort) {
        return """

        Strongroom is ready.

          data plane      https://contoso-demo.vault.localhost{port} (a vault of yours: https://{vault}.vault.localhost{port})
          control plane   https://localhost{port}
          tokens          https://localhost{port}/{tenant}/oauth2/v2.0/token
          metrics         http://127.0.0.1:{management}/actuator/prometheus
          logins          {home}/env
          trust           {home}/ca.pem; for Java {home}/trust.p12, password changeit

        In another terminal, in the project's folder, sign with a key that never leaves the HSM:

        {export}  ./dev curl app '/keys/demo-sign/sign?api-version=2025-07-01' \\
            -d '{"alg":"RS256","value":"LPJNul-wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ"}'

        and read the record of it, as the security officer:

          ./dev curl officer '/audit/events?operation=KeySign&limit=1'

        A program gets addresses and logins from its environment, and a JVM trusts what it is told to
        (docs/howto/clients.md has Java, Python, JavaScript, .NET and Go):

          set -a; . {env}; set +a
          java -Djavax.net.ssl.trustStore={trust} -Djavax.net.ssl.trustStorePassword=changeit …
        """
                .replace("{port}", settings.portInAddresses())
                .replace("{management}", Integer.toString(managementPort))
                .replace("{export}", export(settings.home()))
                .replace("{env}", word(settings, "env"))
                .replace("{trust}", word(settings, PublicFiles.TRUST_STORE))
                .replace("{home}", settings.home().toString());
    }

    /// `./dev` looks for the installation in `.dev` unless it is told otherwise.
    private static String export(Path home) {
        return home.equals(Path.of(".dev").toAbsolutePath())
                ? ""
                : "  export STRONGROOM_HOME=" + EnvFile.shellWord(home.toString()) + "\n";
    }

    private static String word(DevelopmentSettings settings, String file) {
        return EnvFile.shellWord(settings.home().resolve(file).toString());
    }
}
