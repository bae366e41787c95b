package dev.mooring.eventlog.tck.mongo;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.WaitContainerResultCallback;
import java.nio.file.Path;
import org.testcontainers.containers.GenericContainer;

/** A {@code mongod} in a container; its data lives as long as the container, across restarts. */
final class ContainerMember implements MongoMember {

    private final GenericContainer<?> container;
    private final String address;

    ContainerMember(GenericContainer<?> container, String address) {
        this.container = container;
        this.address = address;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Path data() {
        throw new UnsupportedOperationException("a container keeps its files to itself");
    }

    @Override
    public long pid() {
        throw new UnsupportedOperationException("a container keeps its processes to itself");
    }

    @Override
    public boolean isRunning() {
        return container.getContainerId() != null && container.isRunning();
    }

    @Override
    public void start() {
        if (isRunning()) {
            return;
        }
        if (container.getContainerId() == null) {
            container.start();
        } else {
            docker().startContainerCmd(container.getContainerId()).exec();
        }
        Mongods.awaitHello(address, this::isRunning);
    }

    @Override
    public void kill() {
        if (isRunning()) {
            docker().killContainerCmd(container.getContainerId()).withSignal("KILL").exec();
            docker().waitContainerCmd(container.getContainerId())
                    .exec(new WaitContainerResultCallback())
                    .awaitStatusCode();
        }
    }

    @Override
    public void stop() {
        if (isRunning()) {
            docker().stopContainerCmd(container.getContainerId()).exec();
        }
    }

    @Override
    public void pause() {
        docker().pauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void resume() {
        docker().unpauseContainerCmd(container.getContainerId()).exec();
    }

    @Override
    public void close() {
        container.close();
    }

    private DockerClient docker() {
        return container.getDockerClient();
    }
}
