package io.strongroom.core;

import io.strongroom.core.audit.RequestFacts;
import io.strongroom.core.crypto.Curve;
import io.strongroom.core.crypto.KeyHeader;
import io.strongroom.core.crypto.KeyMaterial;
import io.strongroom.core.crypto.KeySpec;
import io.strongroom.core.crypto.KeySpec.Ec;
import io.strongroom.core.crypto.KeySpec.Oct;
import io.strongroom.core.crypto.KeySpec.Rsa;
import io.strongroom.core.crypto.PublicKeyMaterial;
import io.strongroom.core.crypto.PublicKeyMaterial.EcPublicKey;
import io.strongroom.core.crypto.PublicKeyMaterial.RsaPublicKey;
import io.strongroom.core.crypto.TenantKey;
import io.strongroom.core.crypto.WrappedKey;
import io.strongroom.core.identity.Caller;
import io.strongroom.core.identity.KeyId;
import io.strongroom.core.identity.ObjectName;
import io.strongroom.core.identity.PoolName;
import io.strongroom.core.identity.PrincipalId;
import io.strongroom.core.identity.SubscriptionId;
import io.strongroom.core.identity.TenantId;
import io.strongroom.core.identity.VaultId;
import io.strongroom.core.identity.VaultName;
import io.strongroom.core.identity.VersionId;
import io.strongroom.core.key.Key;
import io.strongroom.core.key.KeyAttributes;
import io.strongroom.core.key.KeyOperation;
import io.strongroom.core.key.KeyVersion;
import io.strongroom.core.key.Protection;
import io.strongroom.core.permission.AccessPolicy;
import io.strongroom.core.permission.Right;
import io.strongroom.core.vault.OpenVault;
import io.strongroom.core.vault.Subscription;
import io.strongroom.core.vault.Tenant;
import io.strongroom.core.vault.Vault;
import io.strongroom.core.vault.VaultSettings;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.math.ec.ECPoint;
import org.jspecify.annotations.Nullable;

/// Named examples. What a test does not name is any value that is allowed.
public final class Samples {
    /// When examples happen.
    public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    public static final TenantId CONTOSO = tenantId("11111111-1111-4111-8111-111111111111");
    public static final TenantId FABRIKAM = tenantId("22222222-2222-4222-8222-222222222222");
    public static final SubscriptionId CONTOSO_SUBSCRIPTION =
            new SubscriptionId(UUID.fromString("11111111-aaaa-4111-8111-111111111111"));
    public static final SubscriptionId FABRIKAM_SUBSCRIPTION =
            new SubscriptionId(UUID.fromString("22222222-aaaa-4222-8222-222222222222"));
    public static final String GROUP = "main";
    public static final String LOCATION = "local";
    public static final VaultName CONTOSO_VAULT = new VaultName("contoso-demo");
    public static final VaultName FABRIKAM_VAULT = new VaultName("fabrikam-demo");

    /// Owns each example tenant.
    public static final PrincipalId ADMIN = new PrincipalId("admin");

    /// May do what policies say.
    public static final PrincipalId APP = new PrincipalId("app");

    /// Security officer of each example tenant.
    public static final PrincipalId OFFICER = new PrincipalId("officer");

    /// May do nothing.
    public static final PrincipalId NOBODY = new PrincipalId("nobody");

    private Samples() {}

    public static Tenant contoso() {
        return tenant(CONTOSO, CONTOSO_SUBSCRIPTION);
    }

    public static Tenant fabrikam() {
        return tenant(FABRIKAM, FABRIKAM_SUBSCRIPTION);
    }

    /// A tenant that no other test has.
    public static Tenant freshTenant() {
        return tenant(new TenantId(UUID.randomUUID()), new SubscriptionId(UUID.randomUUID()));
    }

    public static Tenant tenant(TenantId id, SubscriptionId subscription) {
        return new Tenant(
                id,
                "Tenant " + id,
                List.of(tenantKey(id)),
                List.of(new Subscription(subscription, "Subscription", List.of(GROUP, "second"))),
                Set.of(ADMIN),
                Set.of(OFFICER),
                1);
    }

    /// The next generation of a tenant, without owners and officers.
    public static Tenant withoutRoles(Tenant tenant) {
        return new Tenant(
                tenant.id(),
                tenant.name(),
                tenant.keys(),
                tenant.subscriptions(),
                Set.of(),
                Set.of(),
                tenant.generation() + 1);
    }

    /// A tenant key that any HSM would refuse.
    public static TenantKey tenantKey(TenantId tenant) {
        byte[] wrapped = new byte[40];
        Arrays.fill(wrapped, (byte) 7);
        return new TenantKey(tenant, PoolName.LOCAL, wrapped, 1);
    }

    public static Vault contosoVault() {
        return vault(contoso(), CONTOSO_VAULT);
    }

    public static Vault fabrikamVault() {
        return vault(fabrikam(), FABRIKAM_VAULT);
    }

    /// A vault with a name that no other test has.
    public static Vault freshVault(Tenant tenant) {
        return vault(tenant, freshVaultName());
    }

    public static VaultName freshVaultName() {
        return new VaultName("v-" + UUID.randomUUID().toString().replace("-", "").substring(0, 20));
    }

    /// A vault in the tenant's first subscription, with no access policy.
    public static Vault vault(Tenant tenant, VaultName name) {
        return new Vault(
                new VaultId(tenant.id(), named(tenant.id() + "/" + name.canonical())),
                name,
                tenant.subscriptions().getFirst().id(),
                GROUP,
                LOCATION,
                settings(),
                NOW,
                ADMIN.value(),
                NOW,
                ADMIN.value(),
                null,
                1);
    }

    /// The next generation of a vault, with these access policies.
    public static Vault withPolicies(Vault vault, AccessPolicy... policies) {
        VaultSettings settings =
                vault.settings().changedBy(VaultSettings.Changes.accessPolicies(List.of(policies)));
        return next(vault, settings, vault.deleted());
    }

    /// The next generation of a vault, with other settings.
    public static Vault with(Vault vault, VaultSettings settings) {
        return next(vault, settings, vault.deleted());
    }

    /// The next generation of a vault, whose clients are sent to the token service as AD FS.
    public static Vault federated(Vault vault) {
        VaultSettings settings = vault.settings().changedBy(VaultSettings.Changes.FEDERATED);
        return next(vault, settings, vault.deleted());
    }

    /// The next generation of a vault, deleted.
    public static Vault deleted(Vault vault) {
        return next(vault, vault.settings(), NOW);
    }

    private static Vault next(Vault vault, VaultSettings settings, @Nullable Instant deleted) {
        return new Vault(
                vault.id(),
                vault.name(),
                vault.subscription(),
                vault.resourceGroup(),
                vault.location(),
                settings,
                vault.created(),
                vault.createdBy(),
                NOW,
                ADMIN.value(),
                deleted,
                vault.generation() + 1);
    }

    public static VaultSettings settings() {
        return new VaultSettings(
                Map.of("environment", "test"),
                "premium",
                false,
                false,
                false,
                90,
                false,
                List.of(),
                false,
                null);
    }

    /// A policy that gives the principal these rights.
    public static AccessPolicy policy(PrincipalId principal, Right... rights) {
        return new AccessPolicy(principal, null, Set.of(rights));
    }

    /// The vault of a tenant where the application may do this.
    public static OpenVault open(Tenant tenant, Right... appMay) {
        Vault vault = vault(tenant, CONTOSO_VAULT);
        return new OpenVault(withPolicies(vault, policy(APP, appMay)), tenant);
    }

    public static Caller contosoAdmin() {
        return caller(CONTOSO, ADMIN);
    }

    public static Caller contosoApp() {
        return caller(CONTOSO, APP);
    }

    public static Caller contosoOfficer() {
        return caller(CONTOSO, OFFICER);
    }

    public static Caller contosoNobody() {
        return caller(CONTOSO, NOBODY);
    }

    public static Caller fabrikamAdmin() {
        return caller(FABRIKAM, ADMIN);
    }

    public static Caller fabrikamApp() {
        return caller(FABRIKAM, APP);
    }

    public static Caller caller(TenantId tenant, PrincipalId principal) {
        return new Caller(
                tenant,
                principal,
                "client-of-" + principal,
                null,
                "https://login.localhost/" + tenant);
    }

    /// A request, with a correlation id of its own.
    public static RequestFacts request() {
        return new RequestFacts(
                UUID.randomUUID().toString(),
                "POST",
                "https://contoso-demo.vault.localhost:8443/keys/signing/sign?api-version=7.6",
                "7.6",
                "127.0.0.1",
                "azsdk-java-azure-security-keyvault-keys/4.12.1",
                NOW,
                System.nanoTime());
    }

    /// Version one of an EC key, as it might be kept; its blob opens nowhere.
    public static KeyVersion ec256Key(OpenVault vault, String name) {
        return keyVersion(vault, name, new Ec(Curve.P_256));
    }

    /// Version one of an RSA key, as it might be kept; its blob opens nowhere.
    public static KeyVersion rsa2048Key(OpenVault vault, String name) {
        return keyVersion(vault, name, new Rsa(2048));
    }

    /// A version with a fresh id, as it might be kept; its blob opens nowhere.
    public static KeyVersion keyVersion(OpenVault vault, String name, KeySpec spec) {
        KeyHeader header = header(vault, name, spec);
        byte[] blob = header.version().toString().getBytes(StandardCharsets.UTF_8);
        KeyAttributes attributes =
                new KeyAttributes(
                        true,
                        null,
                        null,
                        NOW,
                        NOW,
                        KeyOperation.supportedBy(spec),
                        Map.of("owner", "payments"));
        return new KeyVersion(
                new WrappedKey(header, material(spec, blob), vault.tenant().key(PoolName.LOCAL)),
                Protection.HSM,
                attributes,
                1,
                1);
    }

    /// Material of a key that opens nowhere.
    public static KeyMaterial material(KeySpec spec, byte[] blob) {
        return switch (spec) {
            case Rsa _, Ec _ -> new KeyMaterial.Pair(publicKey(spec), blob);
            case Oct _ -> new KeyMaterial.Secret(blob);
        };
    }

    /// The header of a version with a fresh id.
    public static KeyHeader header(OpenVault vault, String name, KeySpec spec) {
        return new KeyHeader(
                new KeyId(vault.vault().id(), new ObjectName(name)),
                new VersionId(UUID.randomUUID()),
                spec,
                KeyHeader.purposesOf(spec),
                NOW,
                PoolName.LOCAL,
                1);
    }

    /// The key of this first version.
    public static Key keyOf(KeyVersion first) {
        return new Key(first.key(), UUID.randomUUID(), first.id(), 1);
    }

    /// The next generation of a version, disabled.
    public static KeyVersion disabled(KeyVersion version) {
        KeyAttributes.Changes disabling = new KeyAttributes.Changes(false, null, null, null, null);
        return version.with(version.attributes().changedBy(disabling, version.spec(), NOW));
    }

    /// A version that is added to a key; it follows this one.
    public static KeyVersion following(KeyVersion before, KeyVersion version) {
        return new KeyVersion(
                version.wrapped(),
                version.protection(),
                version.attributes(),
                before.ordinal() + 1,
                version.generation());
    }

    /// The public half of a key pair.
    public static PublicKeyMaterial publicKeyOf(KeyMaterial material) {
        return switch (material) {
            case KeyMaterial.Pair(PublicKeyMaterial publicKey, _) -> publicKey;
            case KeyMaterial.Secret _ -> throw new AssertionError("a secret key is no pair");
        };
    }

    /// Some public key: a curve's generator, or a modulus that is no product of two primes.
    public static PublicKeyMaterial publicKey(KeySpec spec) {
        return switch (spec) {
            case Rsa(int bits) ->
                    new RsaPublicKey(
                            BigInteger.ONE.shiftLeft(bits - 1).setBit(0),
                            BigInteger.valueOf(65537));
            case Ec(Curve curve) -> {
                ECPoint generator = CustomNamedCurves.getByName(curve.secgName()).getG();
                yield new EcPublicKey(
                        curve,
                        generator.getAffineXCoord().getEncoded(),
                        generator.getAffineYCoord().getEncoded());
            }
            case Oct _ -> throw new AssertionError("a secret key has no public half");
        };
    }

    private static TenantId tenantId(String text) {
        return new TenantId(UUID.fromString(text));
    }

    private static UUID named(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
