package io.strongroom.dev;

import io.strongroom.localpostgres.Database;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/// The configuration of the service for a development installation, as its properties.
final class ServiceProperties {
    private final Map<String, Object> properties = new LinkedHashMap<>();

    private ServiceProperties() {}

    static Map<String, Object> of(Installation installation) {
        ServiceProperties all = new ServiceProperties();
        all.server(installation);
        all.database(installation.database().roles());
        all.hsm(installation.hsm());
        all.issuers(installation);
        all.tenants();
        return all.properties;
    }

    private void server(Installation installation) {
        DevelopmentSettings settings = installation.settings();
        put("server.address", "127.0.0.1");
        put("server.port", settings.port());
        put("management.server.port", installation.managementPort());
        put("management.server.address", "127.0.0.1");
        put("server.ssl.bundle", "server");
        put(
                "spring.ssl.bundle.pem.server.keystore.certificate",
                installation.ca().serverCertificate().toUri());
        put(
                "spring.ssl.bundle.pem.server.keystore.private-key",
                installation.ca().serverKey().toUri());
        put("logging.file.name", settings.home().resolve("logs/service.log"));
        put("strongroom.domain", "vault.localhost");
        put("strongroom.public-port", settings.publicPort());
        put("strongroom.locations", "local,local2");
        String node = settings.nodeName();
        if (node != null) {
            put("strongroom.node", node);
        }
    }

    private void database(Database database) {
        put("strongroom.database.url", database.url());
        put("strongroom.database.username", Database.APP);
        put("strongroom.database.password", database.appPassword());
        put("strongroom.database.owner.username", Database.OWNER);
        put("strongroom.database.owner.password", database.ownerPassword());
    }

    private void hsm(DevelopmentSettings.Hsm hsm) {
        put("strongroom.hsm.module", hsm.module());
        put("strongroom.hsm.token", hsm.token());
        put("strongroom.hsm.pin-file", hsm.pinFile());
    }

    private void issuers(Installation installation) {
        int i = 0;
        for (Map.Entry<String, UUID> issuer : installation.issuers().entrySet()) {
            String prefix = "strongroom.issuers[" + i++ + "].";
            put(prefix + "issuer", issuer.getKey());
            put(prefix + "tenant", issuer.getValue());
            put(prefix + "jwks", installation.jwks().toUri());
            put(prefix + "shares-principals", true);
        }
    }

    private void tenants() {
        int i = 0;
        for (DemoTenant tenant : DemoTenant.values()) {
            String prefix = "strongroom.tenants[" + i++ + "].";
            put(prefix + "id", tenant.id());
            put(prefix + "name", tenant.displayName());
            put(prefix + "owners[0]", tenant.principal(DemoRole.ADMIN).objectId());
            put(prefix + "officers[0]", tenant.principal(DemoRole.OFFICER).objectId());
            put(prefix + "subscriptions[0].id", tenant.subscription());
            put(prefix + "subscriptions[0].display-name", tenant.displayName());
            put(prefix + "subscriptions[0].resource-groups[0]", DemoTenant.RESOURCE_GROUP);
        }
    }

    private void put(String name, Object value) {
        properties.put(name, value.toString());
    }
}
