package io.strongroom.it.harness;

/// A running node, and those who speak to it.
public final class Node implements AutoCloseable {
    private final Installation installation;
    private final Raw raw;
    private final Tokens tokens;
    private final Metrics metrics;
    private final String managementUrl;

    Node(Installation installation, int managementPort) {
        this.installation = installation;
        this.raw = new Raw(installation.ca());
        this.tokens = new Tokens(installation, raw);
        this.metrics = new Metrics(managementPort);
        this.managementUrl = "http://127.0.0.1:" + managementPort;
    }

    public Installation installation() {
        return installation;
    }

    public Raw raw() {
        return raw;
    }

    public Metrics metrics() {
        return metrics;
    }

    /// Address of the management port.
    public String managementUrl() {
        return managementUrl;
    }

    public Clients clients() {
        return new Clients(installation);
    }

    public Principal principal(Organisation organisation, Role role) {
        return installation.principal(organisation, role);
    }

    public Person person(Organisation organisation, Role role) {
        return new Person(installation, raw, tokens, principal(organisation, role));
    }

    /// The administrator of CONTOSO.
    public Person admin() {
        return person(Organisation.CONTOSO, Role.ADMIN);
    }

    /// The application of CONTOSO.
    public Person app() {
        return person(Organisation.CONTOSO, Role.APP);
    }

    /// The security officer of CONTOSO.
    public Officer officer() {
        return officer(Organisation.CONTOSO);
    }

    public Officer officer(Organisation organisation) {
        return new Officer(installation, raw, person(organisation, Role.OFFICER));
    }

    @Override
    public void close() {
        raw.close();
    }
}
