package io.strongroom.it.harness;

import com.azure.core.http.HttpClient;
import com.azure.core.http.jdk.httpclient.JdkHttpClientBuilder;
import com.azure.core.http.policy.ExponentialBackoffOptions;
import com.azure.core.http.policy.RetryOptions;
import com.azure.core.http.policy.RetryPolicy;
import com.azure.core.management.AzureEnvironment;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.ConfigurationBuilder;
import com.azure.identity.ClientSecretCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.DefaultAzureCredentialBuilder;
import com.azure.resourcemanager.keyvault.KeyVaultManager;
import com.azure.security.keyvault.keys.KeyClient;
import com.azure.security.keyvault.keys.KeyClientBuilder;
import com.azure.security.keyvault.keys.cryptography.CryptographyClient;
import com.azure.security.keyvault.keys.cryptography.CryptographyClientBuilder;
import java.util.Map;

/// The official Azure SDKs, aimed at an installation. Challenge verification is on.
public final class Clients {
    private final Installation installation;
    private final HttpClient http;

    Clients(Installation installation) {
        this.installation = installation;
        this.http = new JdkHttpClientBuilder(Trust.client(installation.ca())).build();
    }

    /// Logs in through azure-identity.
    public ClientSecretCredential credential(Principal principal) {
        return new ClientSecretCredentialBuilder()
                .authorityHost(installation.authority())
                .disableInstanceDiscovery()
                .httpClient(http)
                .tenantId(principal.tenantId())
                .clientId(principal.clientId())
                .clientSecret(principal.clientSecret())
                .build();
    }

    public KeyClient keys(Principal principal, String vault) {
        return new KeyClientBuilder()
                .vaultUrl(installation.vault(vault))
                .credential(credential(principal))
                .httpClient(http)
                .retryOptions(noRetries())
                .buildClient();
    }

    /// The client of a program that logs in with the default credential of its environment, which
    /// cannot switch off the discovery of authorities.
    ///
    /// @param tenant `AZURE_TENANT_ID`
    public KeyClient keysByDefault(Principal principal, String tenant, String vault) {
        Map<String, String> environment =
                Map.of(
                        "AZURE_AUTHORITY_HOST", installation.authority(),
                        "AZURE_TENANT_ID", tenant,
                        "AZURE_CLIENT_ID", principal.clientId(),
                        "AZURE_CLIENT_SECRET", principal.clientSecret());
        return new KeyClientBuilder()
                .vaultUrl(installation.vault(vault))
                .credential(
                        new DefaultAzureCredentialBuilder()
                                .configuration(
                                        new ConfigurationBuilder(
                                                        _ -> Map.of(),
                                                        _ -> Map.of(),
                                                        _ -> environment)
                                                .build())
                                .httpClient(http)
                                .build())
                .httpClient(http)
                .retryOptions(noRetries())
                .buildClient();
    }

    /// Every operation of this client reaches the service, also those that need only the public
    /// key.
    public CryptographyClient remote(Principal principal, String keyId) {
        return new CryptographyClientBuilder()
                .keyIdentifier(keyId)
                .credential(credential(principal))
                .httpClient(http)
                .retryOptions(noRetries())
                .disableKeyCaching()
                .buildClient();
    }

    /// The client as most programs use it: the public key is fetched once.
    public CryptographyClient cryptography(Principal principal, String keyId) {
        return new CryptographyClientBuilder()
                .keyIdentifier(keyId)
                .credential(credential(principal))
                .httpClient(http)
                .retryOptions(noRetries())
                .buildClient();
    }

    /// The management SDK, for the principal's own subscription.
    public KeyVaultManager management(Principal principal) {
        return management(principal, installation.subscription(principal.organisation()));
    }

    /// The management SDK.
    public KeyVaultManager management(Principal principal, String subscription) {
        AzureEnvironment environment =
                new AzureEnvironment(
                        Map.of(
                                "resourceManagerEndpointUrl", installation.url() + "/",
                                "managementEndpointUrl", installation.url(),
                                "activeDirectoryEndpointUrl", installation.authority() + "/",
                                "keyVaultDnsSuffix",
                                        "." + installation.value("STRONGROOM_VAULT_DOMAIN"),
                                "microsoftGraphResourceId", installation.url() + "/"));
        return KeyVaultManager.configure()
                .withHttpClient(http)
                .withRetryPolicy(new RetryPolicy(noRetries()))
                .authenticate(
                        credential(principal),
                        new AzureProfile(principal.tenantId(), subscription, environment));
    }

    private static RetryOptions noRetries() {
        return new RetryOptions(new ExponentialBackoffOptions().setMaxRetries(0));
    }
}
