package dev.mooring.eventlog.tck.mongo;

import java.util.ArrayList;
import java.util.List;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * Starts {@code mongod} in containers on the host's network, so that the members of a replica set
 * know each other by the same addresses as the driver does.
 */
final class ContainerLauncher implements MemberLauncher {

    private static final String IMAGE = "mongo:6.0";

    /** Whether a Docker engine answers; quick and quiet where there is none. */
    static boolean isAvailable() {
        return DockerClientFactory.instance().isDockerAvailable();
    }

    @Override
    public MongoMember launch(int port, List<String> options) {
        List<String> command = new ArrayList<>(List.of("mongod"));
        command.addAll(Mongods.options(port));
        command.addAll(options);
        GenericContainer<?> container =
                new GenericContainer<>(DockerImageName.parse(IMAGE))
                        .withNetworkMode("host")
                        .withCommand(command.toArray(String[]::new));
        MongoMember member = new ContainerMember(container, "127.0.0.1:" + port);
        member.start();
        return member;
    }

    @Override
    public String description() {
        return "container " + IMAGE;
    }
}
