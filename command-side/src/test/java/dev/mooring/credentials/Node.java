package dev.mooring.credentials;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.access.ActsFor;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.Scope;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.IfMatch;
import dev.mooring.api.request.RequestContext;
import dev.mooring.authorizations.AuthorizationAggregate;
import dev.mooring.authorizations.AuthorizationDecider;
import dev.mooring.authorizations.AuthorizationHandler;
import dev.mooring.connections.ConnectionDecider;
import dev.mooring.connections.ConnectionLookup;
import dev.mooring.credentials.delivery.Delivery;
import dev.mooring.credentials.delivery.Delivery.Delivered;
import dev.mooring.credentials.ending.WhenAuthorizationEndsThenDestroy;
import dev.mooring.deciding.AxonDecisions;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.StillAtHead;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeyedHashes;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.EventTypes;
import dev.mooring.language.activity.ActivityEvents;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.service.Catalog;
import dev.mooring.linknames.LinkNameDecider;
import dev.mooring.oauth2.OAuth2Calls;
import dev.mooring.outbound.Outbound;
import dev.mooring.services.ClientRegistrations;
import dev.mooring.services.ClientSecretKeeper;
import dev.mooring.services.ServiceDirectory;
import dev.mooring.workspaces.Commands;
import dev.mooring.workspaces.DefaultWorkspace;
import dev.mooring.workspaces.Users;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A process: all that credentials are made of, over a database that others have too. */
public final class Node implements AutoCloseable {

    private final AnnotationConfigApplicationContext context;

    private Node(AnnotationConfigApplicationContext context) {
        this.context = context;
    }

    static Node start(
            MongoDatabase database,
            boolean embedded,
            MovableClock clock,
            Outbound outbound,
            Catalog catalog,
            Steps steps) {
        var ring =
                KeyRing.open(
                        database,
                        new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));
        var keys = new StoredPersonalKeys(database, ring);
        var log = open(database, "log", DomainEvents.TYPES, keys, clock, embedded);
        var activity =
                steps.over(open(database, "activity", ActivityEvents.TYPES, keys, clock, embedded));
        var axon = AxonLog.over(log, database, UUID.randomUUID().toString());
        axon.subscribe(
                new AuthorizationHandler(
                        new AxonDecisions<>(
                                axon.repository(AuthorizationAggregate.class),
                                AuthorizationAggregate::new)));
        var index = new UserIndex(database, KeyedHashes.open(database, ring));
        index.findOrAdd(World.WORKSPACE.value(), World.ADAS_ID, World.ADA::value);
        var users = new Users(index, log, axon.sender(), clock);

        var context = new AnnotationConfigApplicationContext();
        bean(context, "database", MongoDatabase.class, database);
        bean(context, "ring", KeyRing.class, ring);
        context.registerBean(
                "log", EventLog.class, () -> log, definition -> definition.setPrimary(true));
        bean(context, "activityLog", EventLog.class, activity);
        bean(context, "axon", AxonLog.class, axon);
        bean(context, "sender", CommandSender.class, steps.over(axon.sender()));
        bean(context, "clock", InstantSource.class, clock);
        bean(context, "endings", Processor.class, new Unmoved());
        bean(context, "calls", OAuth2Calls.class, new OAuth2Calls(outbound));
        bean(context, "directory", ServiceDirectory.class, new ServiceDirectory(log, catalog));
        bean(context, "workspace", DefaultWorkspace.class, new DefaultWorkspace(World.WORKSPACE));
        bean(context, "commands", Commands.class, new Commands(users, clock));
        bean(context, "lookup", ConnectionLookup.class, lookup(steps.staleOver(log), users));
        bean(context, "stillAtHead", StillAtHead.class, (_, read) -> stillAtHead(log, read));
        context.registerBean(
                ClientRegistrations.class,
                () ->
                        new ClientRegistrations(
                                context.getBean(ServiceDirectory.class),
                                context.getBean(ClientSecretKeeper.class),
                                axon.sender(),
                                path -> "https://mooring.example" + path));
        context.register(CredentialsConfiguration.class);
        context.refresh();
        return new Node(context);
    }

    /**
     * Leads the whole domain log to the policy that destroys what has ended, from its beginning.
     */
    public void endWhatHasEnded() {
        get(WhenAuthorizationEndsThenDestroy.class)
                .handle(get("log", EventLog.class).read(0, 1000));
    }

    public <T> T get(Class<T> type) {
        return context.getBean(type);
    }

    public <T> T get(String name, Class<T> type) {
        return context.getBean(name, type);
    }

    /** Fetches the connection's credential as the application. */
    public Delivered fetch() {
        return fetch(Duration.ZERO);
    }

    public Delivered fetch(Duration needed) {
        return get(Delivery.class)
                .deliver(caller(World.APPLICATION), World.CONNECTION.value(), needed);
    }

    /** The access token that a fetch brings. */
    public String token() {
        return fetch().injection().headers().get("Authorization").substring("Bearer ".length());
    }

    /** A key of an application, or of none, that acts for Ada. */
    public static Caller caller(@Nullable ApplicationId application) {
        return caller(application, -1);
    }

    /**
     * The same.
     *
     * @param version the sequence of the last event of the key that the caller was judged by; -1
     *     where the key is not in the log
     */
    public static Caller caller(@Nullable ApplicationId application, long version) {
        return new Caller(
                new RequestContext("req-1", "192.0.2.0", "GET /credentials"),
                Principal.key(
                                World.WORKSPACE.value(),
                                "key_1",
                                Set.of(Scope.TOKENS_READ),
                                application == null ? null : application.value(),
                                new ActsFor.Anyone())
                        .asOf(version),
                World.ADAS_ID,
                null,
                new IfMatch.None());
    }

    /** Stops it in good order. */
    @Override
    public void close() {
        context.close();
    }

    private static <T> void bean(
            AnnotationConfigApplicationContext context, String name, Class<T> type, T bean) {
        context.registerBean(name, type, (Supplier<T>) () -> bean);
    }

    private static EventLog open(
            MongoDatabase database,
            String collection,
            EventTypes types,
            StoredPersonalKeys keys,
            MovableClock clock,
            boolean embedded) {
        var settings = LogSettings.of(database, collection, types, keys, clock);
        return MongoEventLog.open(embedded ? settings.onEmbedded() : settings);
    }

    /** As a server of a replica set would tell; here there is but one, which is never replaced. */
    private static boolean stillAtHead(EventLog log, Map<String, Long> read) {
        return read.entrySet().stream()
                .allMatch(
                        entry -> log.readAggregate(entry.getKey(), entry.getValue() + 1).isEmpty());
    }

    private static ConnectionLookup lookup(EventLog log, Users users) {
        return new ConnectionLookup(
                new StateAtHead<>(log, new ConnectionDecider(), ConnectionEvent.class),
                new StateAtHead<>(log, new AuthorizationDecider(), AuthorizationEvent.class),
                new StateAtHead<>(log, new LinkNameDecider(), LinkNameEvent.class),
                users);
    }

    /** In the place of the processor: a test says when events are led to the policy. */
    private static final class Unmoved implements Processor {

        @Override
        public String name() {
            return WhenAuthorizationEndsThenDestroy.NAME;
        }

        @Override
        public void start() {}

        @Override
        public boolean isLeading() {
            return false;
        }

        @Override
        public void close() {}
    }
}
