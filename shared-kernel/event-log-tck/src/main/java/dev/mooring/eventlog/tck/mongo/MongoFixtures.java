package dev.mooring.eventlog.tck.mongo;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Finds a server for each engine: the one named, containers, a binary, in this order. */
final class MongoFixtures {

    /** What a look for an engine came to. */
    sealed interface Search {
        /** It runs. */
        record Found(MongoFixture fixture) implements Search {}

        /** Nothing on this machine can stand for the engine; {@code remedy} says what would. */
        record Missing(Engine engine, String remedy) implements Search {}
    }

    private static final String REMEDY =
            "run deploy/test, which fetches a mongod, or name one by MOORING_MONGOD, or a server by"
                    + " MOORING_TEST_MONGODB_URI, or start a Docker engine";

    private final Map<String, String> environment;
    private final BooleanSupplier docker;

    MongoFixtures(Map<String, String> environment, BooleanSupplier docker) {
        this.environment = Map.copyOf(environment);
        this.docker = docker;
    }

    static MongoFixtures ofThisMachine() {
        return new MongoFixtures(System.getenv(), ContainerLauncher::isAvailable);
    }

    /** Whether an engine that is missing is a failure, as it is in {@code deploy/test}. */
    boolean requiresEveryEngine() {
        return Boolean.parseBoolean(environment.get("MOORING_REQUIRE_MONGOD"));
    }

    /** Starts what stands for the engine on this machine. */
    Search start(Engine engine) {
        return switch (engine) {
            case EMBEDDED -> new Search.Found(EmbeddedFixture.start());
            case STANDALONE, REPLICA_SET -> startReal(engine);
        };
    }

    /**
     * What brings up members.
     *
     * @throws IllegalStateException where nothing on this machine does
     */
    MemberLauncher requireLauncher() {
        return launcher()
                .orElseThrow(() -> new IllegalStateException("there is no mongod: " + REMEDY));
    }

    private Search startReal(Engine engine) {
        String uri = environment.get("MOORING_TEST_MONGODB_URI");
        if (uri != null && !uri.isBlank()) {
            MongoFixture named = ExternalFixture.at(uri);
            if (named.engine() == engine) {
                return new Search.Found(named);
            }
        }
        Optional<MemberLauncher> launcher = launcher();
        if (launcher.isEmpty()) {
            return new Search.Missing(engine, REMEDY);
        }
        return new Search.Found(
                engine == Engine.REPLICA_SET
                        ? ReplicaSet.start(launcher.get())
                        : Standalone.start(launcher.get()));
    }

    Optional<MemberLauncher> launcher() {
        if (docker.getAsBoolean()) {
            return Optional.of(new ContainerLauncher());
        }
        Optional<Path> binary = BinaryLauncher.find(environment);
        return binary.map(BinaryLauncher::new);
    }
}
