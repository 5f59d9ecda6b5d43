package io.strongroom.api.listener;

import org.apache.coyote.http11.Http11NioProtocol;

/// HTTP/1.1 within [ListenerLimits]. Tomcat instantiates this class by its name.
public final class BoundedProtocol extends Http11NioProtocol {
    private final BoundedEndpoint endpoint;

    /// Without limits until they are given.
    public BoundedProtocol() {
        this(new BoundedEndpoint());
    }

    private BoundedProtocol(BoundedEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    /// To be called before the start.
    public void bound(ListenerLimits limits) {
        endpoint.bound(limits);
    }
}
