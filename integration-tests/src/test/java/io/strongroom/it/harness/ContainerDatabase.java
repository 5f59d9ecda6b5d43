package io.strongroom.it.harness;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports.Binding;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.postgresql.PostgreSQLContainer;

/// PostgreSQL in a container, on a port that it keeps over restarts.
final class ContainerDatabase implements Database {
    private static final int INSIDE = 5432;
    private final PostgreSQLContainer container;
    private final int port;

    private ContainerDatabase(PostgreSQLContainer container, int port) {
        this.container = container;
        this.port = port;
    }

    static boolean isPossible() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    static ContainerDatabase launch() {
        int port = Jar.freePort();
        PostgreSQLContainer container =
                new PostgreSQLContainer("postgres:18-alpine")
                        .withDatabaseName("strongroom")
                        .withCreateContainerCmdModifier(command ->
                                command.withHostConfig(
                                        new HostConfig()
                                                .withPortBindings(
                                                        new PortBinding(
                                                                Binding.bindIpAndPort(
                                                                        "127.0.0.1", port),
                                                                new ExposedPort(INSIDE)))));
        container.start();
        return new ContainerDatabase(container, port);
    }

    @Override
    public String url() {
        return "jdbc:postgresql://127.0.0.1:%d/%s?user=%s&password=%s"
                .formatted(
                        port,
                        container.getDatabaseName(),
                        container.getUsername(),
                        container.getPassword());
    }

    @Override
    public void stop() {
        docker().stopContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void kill() {
        docker().killContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void freeze() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void thaw() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void start() {
        docker().startContainerCmd(container.getContainerId()).exec();
        Waiting.until("the database", Duration.ofSeconds(60), this::accepts);
    }

    private boolean accepts() {
        try (var _ = DriverManager.getConnection(url())) {
            return true;
        } catch (SQLException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        container.stop();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
