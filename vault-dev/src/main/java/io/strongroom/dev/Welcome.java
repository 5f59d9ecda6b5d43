package io.strongroom.dev;

import java.io.PrintStream;

/// What a person is told when the service is ready.
final class Welcome {
    private Welcome() {}

    static void print(Installation installation, PrintStream out) {
        out.println(text(installation.settings(), installation.managementPort()));
        out.flush();
    }

    static String text(DevelopmentSettings settings, int managementPort) {
        return """

        Strongroom is ready.

          data plane      https://{vault}.vault.localhost:{port}    (there is: https://contoso-demo.vault.localhost:{port})
          control plane   https://localhost:{port}
          tokens          https://localhost:{port}/{tenant}/oauth2/v2.0/token
          metrics         http://127.0.0.1:{management}/actuator/prometheus
          logins          {home}/env
          authority       {home}/ca.pem

        The first call: sign with a key that never leaves the HSM. In another terminal, type

          . {env}
          TOKEN=$(curl -sS --cacert "$STRONGROOM_CA" "$AZURE_AUTHORITY_HOST/$CONTOSO_TENANT_ID/oauth2/v2.0/token" \\
            -d grant_type=client_credentials -d client_id="$CONTOSO_APP_CLIENT_ID" \\
            -d client_secret="$CONTOSO_APP_CLIENT_SECRET" -d scope="$STRONGROOM_RESOURCE/.default" \\
            | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
          curl -sS --cacert "$STRONGROOM_CA" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
            "https://contoso-demo.$STRONGROOM_VAULT_DOMAIN/keys/demo-sign/sign?api-version=2025-07-01" \\
            -d "{\\"alg\\":\\"RS256\\",\\"value\\":\\"$(printf 'hello' | openssl dgst -sha256 -binary | base64 | tr '/+' '_-' | tr -d '=')\\"}"

        Ctrl-C stops it; ./dev run starts it again with the same keys.
        """
                .replace("{port}", Integer.toString(settings.port()))
                .replace("{management}", Integer.toString(managementPort))
                .replace("{env}", EnvFile.shellWord(settings.home().resolve("env").toString()))
                .replace("{home}", settings.home().toString());
    }
}
