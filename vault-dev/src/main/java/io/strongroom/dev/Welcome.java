package io.strongroom.dev;

import java.io.PrintStream;

/// What a person is told when the service is ready.
final class Welcome {
    private Welcome() {}

    static void print(Installation installation, PrintStream out) {
        DevelopmentSettings settings = installation.settings();
        out.println(
                """

                Strongroom is ready.

                  data plane      https://{vault}.vault.localhost:PORT    (there is: https://contoso-demo.vault.localhost:PORT)
                  control plane   https://localhost:PORT
                  tokens          https://localhost:PORT/{tenant}/oauth2/v2.0/token
                  metrics         http://127.0.0.1:MANAGEMENT/actuator/prometheus
                  logins          HOME/env
                  authority       HOME/ca.pem

                The first call: sign with a key that never leaves the HSM. In another terminal, type

                  . 'HOME/env'
                  TOKEN=$(curl -s --cacert "$STRONGROOM_CA" "$AZURE_AUTHORITY_HOST/$CONTOSO_TENANT_ID/oauth2/v2.0/token" \\
                    -d grant_type=client_credentials -d client_id="$CONTOSO_APP_CLIENT_ID" \\
                    -d client_secret="$CONTOSO_APP_CLIENT_SECRET" -d scope="$STRONGROOM_RESOURCE/.default" \\
                    | sed 's/.*"access_token":"\\([^"]*\\)".*/\\1/')
                  curl --cacert "$STRONGROOM_CA" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\
                    "https://contoso-demo.$STRONGROOM_VAULT_DOMAIN/keys/demo-sign/sign?api-version=2025-07-01" \\
                    -d "{\\"alg\\":\\"RS256\\",\\"value\\":\\"$(printf 'hello' | openssl dgst -sha256 -binary | base64 | tr '/+' '_-' | tr -d '=')\\"}"

                Ctrl-C stops it; ./dev run starts it again with the same keys.
                """
                        .replace("PORT", Integer.toString(settings.port()))
                        .replace("MANAGEMENT", Integer.toString(installation.managementPort()))
                        .replace("HOME", settings.home().toString()));
        out.flush();
    }
}
