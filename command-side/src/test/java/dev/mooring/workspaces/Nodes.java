package dev.mooring.workspaces;

import com.mongodb.client.MongoDatabase;
import dev.mooring.credentials.clients.VaultedClientSecrets;
import dev.mooring.credentials.vault.ClientSecrets;
import dev.mooring.eventlog.Address;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.tck.mongo.MemoryMongo;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeyedHashes;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.ServiceId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.service.Catalog;
import dev.mooring.services.ClientRegistrations;
import dev.mooring.services.Configurations;
import dev.mooring.services.ServiceCommandHandler;
import dev.mooring.services.ServiceDirectory;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;

/** Nodes of one installation over one embedded database in memory. */
public final class Nodes implements AutoCloseable {

    public static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
    public static final WorkspaceId OTHER_WORKSPACE = new WorkspaceId("wsp_2");
    public static final Instant AT = Instant.parse("2026-01-01T12:00:00Z");
    public static final Origin ORIGIN =
            new Origin(null, "key_1", null, "request-1", null, Address.of("192.0.2.0"));

    private static final String KEK = Base64.getEncoder().encodeToString(new byte[32]);

    private final MemoryMongo mongo = new MemoryMongo();
    private final List<EventLog> logs = new ArrayList<>();

    /** Built-in services, the same on all nodes. */
    public final Map<ServiceId, Catalog.Entry> builtIn = new LinkedHashMap<>();

    /** One node, put together as the server does. */
    public final class Node {

        public final EventLog log;
        public final AxonLog axon;
        public final CommandSender sender;
        public final PersonalKeys personal;
        public final UserIndex index;
        public final Users users;
        public final Applications applications;
        public final ServiceDirectory directory;
        public final Configurations configurations;
        public final ClientRegistrations clients;
        public final ClientSecrets vault;

        private Node(String name) {
            var ring = KeyRing.open(database(), new SuppliedKey("kek", KEK));
            personal = new StoredPersonalKeys(database(), ring);
            log =
                    MongoEventLog.open(
                            LogSettings.of(
                                            database(),
                                            "log",
                                            DomainEvents.TYPES,
                                            personal,
                                            Clock.systemUTC())
                                    .onEmbedded());
            logs.add(log);
            axon = AxonLog.over(log, database(), name);
            sender = axon.sender();
            axon.subscribe(WorkspaceCommandHandler.over(axon));
            axon.subscribe(IssuerCommandHandler.over(axon));
            axon.subscribe(ServiceCommandHandler.over(axon));
            index = new UserIndex(database(), KeyedHashes.open(database(), ring));
            users = new Users(index, log, sender, () -> AT);
            applications = new Applications(log);
            directory = new ServiceDirectory(log, new BuiltIn());
            configurations = new Configurations(directory, personal);
            vault = new ClientSecrets(database(), ring, () -> AT);
            clients =
                    new ClientRegistrations(
                            directory,
                            new VaultedClientSecrets(vault),
                            sender,
                            path -> "https://mooring.example" + path);
        }

        public StoredKeys keys(boolean development) {
            return new StoredKeys(log, development);
        }

        public FirstStart firstStart(Path data, boolean development) {
            return new FirstStart(log, sender, new Installation(data, development));
        }

        /** All events of a type. */
        public <E extends DomainEvent> List<E> events(Class<E> type) {
            return log.read(0, 1000).stream()
                    .map(RecordedEvent::event)
                    .filter(type::isInstance)
                    .map(type::cast)
                    .toList();
        }
    }

    public Node start(String name) {
        return new Node(name);
    }

    public static CommandContext context() {
        return CommandContext.of(WORKSPACE, ORIGIN, AT);
    }

    public static CommandContext context(CommandId command) {
        return context().named(command);
    }

    public static CommandContext foreignContext() {
        return CommandContext.of(OTHER_WORKSPACE, ORIGIN, AT);
    }

    /** What came of things that were done at the same instant: a result, or an exception. */
    public static List<Object> atOnce(List<Callable<?>> things) throws Exception {
        var barrier = new CyclicBarrier(things.size());
        try (var threads = Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var running = new ArrayList<Future<Object>>();
            for (var thing : things) {
                running.add(
                        threads.submit(() -> {
                            barrier.await();
                            return thing.call();
                        }));
            }
            var outcomes = new ArrayList<>();
            for (var one : running) {
                try {
                    outcomes.add(one.get());
                } catch (ExecutionException e) {
                    outcomes.add(e.getCause());
                }
            }
            return outcomes;
        }
    }

    /** Everything stored, as one text; bytes as the text that they are. */
    public String dump() {
        var everything = new StringBuilder();
        for (var name : database().listCollectionNames()) {
            for (var document : database().getCollection(name).find()) {
                everything.append(readable(document)).append('\n');
            }
        }
        return everything.toString();
    }

    public MongoDatabase database() {
        return mongo.database("mooring");
    }

    @Override
    public void close() {
        logs.forEach(EventLog::close);
        mongo.close();
    }

    private static String readable(Object stored) {
        return switch (stored) {
            case Document document ->
                    document.entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + readable(entry.getValue()))
                            .toList()
                            .toString();
            case Collection<?> many -> many.stream().map(Nodes::readable).toList().toString();
            case org.bson.types.Binary bytes ->
                    new String(bytes.getData(), java.nio.charset.StandardCharsets.UTF_8);
            case null -> "null";
            default -> stored.toString();
        };
    }

    private final class BuiltIn implements Catalog {

        @Override
        public Optional<Entry> find(ServiceId service) {
            return Optional.ofNullable(builtIn.get(service));
        }

        @Override
        public Collection<Entry> all() {
            return builtIn.values();
        }
    }
}
