package io.strongroom.api.listener;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;

/// A Tomcat within limits, before a servlet that reads the body and answers with its length. If it
/// cannot read the body, it leaves the answer to Tomcat, as the service does.
final class BoundedTomcat implements AutoCloseable {
    private final Tomcat tomcat = new Tomcat();
    private final Connector connector;

    BoundedTomcat(Path folder, ListenerLimits limits) throws LifecycleException {
        BoundedProtocol protocol = new BoundedProtocol();
        protocol.bound(limits);
        connector = new Connector(protocol);
        connector.setPort(0);
        connector.setProperty("maxSwallowSize", "0");
        connector.setProperty("connectionTimeout", "2000");
        connector.setProperty("keepAliveTimeout", "5000");
        tomcat.setBaseDir(folder.toString());
        tomcat.setConnector(connector);
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "length", new Length()).addMapping("/");
        tomcat.start();
    }

    /// Any number of connections.
    static ListenerLimits within(RequestTimeouts timeouts) {
        return new ListenerLimits(
                new ConnectionSettings(Integer.MAX_VALUE, Integer.MAX_VALUE, List.of()), timeouts);
    }

    int port() {
        return connector.getLocalPort();
    }

    @Override
    public void close() throws LifecycleException {
        tomcat.stop();
        tomcat.destroy();
    }

    private static final class Length extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            byte[] body;
            try {
                body = request.getInputStream().readAllBytes();
            } catch (IOException e) {
                return;
            }
            response.setContentType("text/plain");
            response.getOutputStream().print("[" + body.length + "]");
        }
    }
}
