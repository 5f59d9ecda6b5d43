package io.strongroom.api.data;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.util.descriptor.web.FilterDef;
import org.apache.tomcat.util.descriptor.web.FilterMap;

/// One Tomcat for all tests, with whatever filter the running test puts in front of a servlet that
/// answers 418.
final class TestTomcat {
    private static final AtomicReference<Filter> FILTER = new AtomicReference<>();
    private static final int PORT = start();

    private TestTomcat() {}

    static Wire with(Filter filter) {
        FILTER.set(filter);
        return new Wire(PORT);
    }

    private static int start() {
        try {
            Tomcat tomcat = new Tomcat();
            tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
            tomcat.setPort(0);
            tomcat.setHostname("localhost");
            Context context = tomcat.addContext("", null);
            Tomcat.addServlet(context, "other", new Teapot()).addMapping("/");
            filter(context);
            tomcat.getConnector().setProperty("maxSwallowSize", "0"); // as in application.yml
            tomcat.start();
            return tomcat.getConnector().getLocalPort();
        } catch (IOException | LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void filter(Context context) {
        FilterDef definition = new FilterDef();
        definition.setFilterName("current");
        definition.setFilter(new Current());
        context.addFilterDef(definition);
        FilterMap map = new FilterMap();
        map.setFilterName("current");
        map.addURLPattern("/*");
        context.addFilterMap(map);
    }

    private static final class Current implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            FILTER.get().doFilter(request, response, chain);
        }
    }

    private static final class Teapot extends HttpServlet {
        @Override
        protected void service(HttpServletRequest request, HttpServletResponse response) {
            response.setStatus(418);
        }
    }
}
