package dev.mooring.credentials;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import dev.mooring.credentials.generations.Granting;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.CommandId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.LinkName;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameId;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.Auth.Rotation;
import dev.mooring.language.service.Catalog;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.oauth2.Tokens;
import dev.mooring.services.ClientSecret;
import dev.mooring.services.ClientSecretKeeper;
import dev.mooring.services.Service;
import dev.mooring.services.ServiceDirectory;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * A database with a user's connection in it, a service that it is for, and as many nodes as a test
 * wants.
 */
public final class World implements AutoCloseable {

    public static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
    public static final UserId ADA = new UserId("usr_ada");
    public static final String ADAS_ID = "ada@corp.example";
    public static final ServiceId SERVICE = new ServiceId("svc_acme");
    public static final RegistrationId REGISTRATION = RegistrationId.of(WORKSPACE, SERVICE);
    public static final ConnectionId CONNECTION = new ConnectionId("con_1");
    public static final AuthorizationId AUTHORIZATION = new AuthorizationId("aut_1");
    public static final AttemptId ATTEMPT = new AttemptId("att_1");
    public static final ApplicationId APPLICATION = new ApplicationId("app_1");
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final Duration LIFETIME = Duration.ofHours(1);
    private static final String FINGERPRINT = "a".repeat(64);

    private final MongoFixture mongo;
    private final MongoClient client;
    private final MongoDatabase database;
    private final List<Node> nodes = new ArrayList<>();
    public final MovableClock clock = new MovableClock(NOON);
    public final TokenService service;
    private final Auth auth;

    private World(MongoFixture mongo, Auth auth, TokenService service) {
        this.mongo = mongo;
        this.client = mongo.newClient();
        this.database = client.getDatabase(mongo.freshDatabaseName());
        this.service = service;
        this.auth = auth;
    }

    /** With an OAuth 2.0 service. */
    public static World ofTokens(MongoFixture mongo, Rotation rotation) {
        return new World(mongo, oauth2(rotation), new TokenService(rotation));
    }

    /** With a service of that type. */
    public static World of(MongoFixture mongo, Auth auth) {
        return new World(mongo, auth, new TokenService(Rotation.NONE));
    }

    public static Auth.OAuth2AuthorizationCode oauth2(Rotation rotation) {
        return new Auth.OAuth2AuthorizationCode(
                "https://acme.example/authorize",
                "https://acme.example/token",
                null,
                "https://acme.example/revoke",
                null,
                null,
                null,
                false,
                Auth.ClientAuthentication.BASIC,
                Auth.Pkce.S256,
                rotation,
                " ",
                Map.of(),
                Map.of());
    }

    /** A node as it is after a start. */
    public Node node() {
        return node(new Steps());
    }

    /** A node whose steps a test watches. */
    public Node node(Steps steps) {
        var node =
                Node.start(
                        steps.over(database),
                        mongo.engine() == Engine.EMBEDDED,
                        clock,
                        steps.over(service),
                        new OneService(definition()),
                        steps);
        nodes.add(node);
        return node;
    }

    public MongoDatabase database() {
        return database;
    }

    public ServiceDefinition definition() {
        return new ServiceDefinition(
                "Acme", "acme", "", "crm", auth, List.of(), List.of(), List.of());
    }

    /** Ada's connection, authorized an instant ago, and allowed to the application. */
    public void connect(Node node) {
        register(node);
        create(node);
        grant(node);
    }

    /** The workspace's client at the service. */
    public void register(Node node) {
        var secret =
                node.get(ClientSecretKeeper.class)
                        .keep(WORKSPACE, REGISTRATION, new ClientSecret("client-secret"));
        append(
                node,
                0,
                new ClientRegistered(
                        REGISTRATION.value(),
                        SERVICE.value(),
                        1,
                        "client",
                        secret,
                        definition().destinations()));
    }

    /** Ada's connection, with an attempt that has begun. */
    public void create(Node node) {
        var name = new LinkName("acme");
        append(
                node,
                0,
                new LinkNameClaimed(
                        new LinkNameId(WORKSPACE, name).toString(),
                        name.value(),
                        CONNECTION.value()));
        append(
                node,
                0,
                new ConnectionCreated(
                        CONNECTION.value(),
                        ADA.value(),
                        "Sales",
                        name.value(),
                        SERVICE.value(),
                        1,
                        REGISTRATION.value(),
                        List.of("contacts.read", "contacts.write"),
                        Map.of(),
                        FINGERPRINT),
                new ApplicationAllowed(CONNECTION.value(), APPLICATION.value()),
                new AuthorizationStarted(
                        CONNECTION.value(),
                        ADA.value(),
                        ATTEMPT.value(),
                        AUTHORIZATION.value(),
                        "ada",
                        1,
                        List.of("contacts.read", "contacts.write"),
                        FINGERPRINT,
                        clock.instant().plusSeconds(90)));
    }

    /**
     * What the attempt brought goes to the vault, the log names it, and it is used from then on.
     */
    public void grant(Node node) {
        keep(node, TokenService.FIRST_REFRESH_TOKEN);
        complete(node);
        node.get(CredentialKeeper.class).takeIntoUse(WORKSPACE, AUTHORIZATION);
    }

    /** What the attempt brought goes to the vault. */
    public void keep(Node node, @Nullable String refreshToken) {
        var raw =
                """
                {"access_token":"access-1","token_type":"Bearer","expires_in":%d,"scope":"contacts.read"%s}\
                """
                        .formatted(
                                LIFETIME.toSeconds(),
                                refreshToken == null
                                        ? ""
                                        : ",\"refresh_token\":\"" + refreshToken + "\"");
        node.get(CredentialKeeper.class)
                .keep(
                        granting(node),
                        new Tokens(
                                "access-1",
                                LIFETIME,
                                refreshToken,
                                null,
                                List.of("contacts.read"),
                                List.of(),
                                raw),
                        List.of("contacts.read", "contacts.write"),
                        clock.instant());
    }

    public Granting granting(Node node) {
        Service granted = node.get(ServiceDirectory.class).version(WORKSPACE, SERVICE, 1);
        return new Granting(
                WORKSPACE, CONNECTION, ATTEMPT, AUTHORIZATION, ADA, granted, 1, Map.of());
    }

    /** The log names what the attempt brought. */
    public void complete(Node node) {
        append(
                node,
                3,
                new ConnectionAuthorized(
                        CONNECTION.value(), ATTEMPT.value(), AUTHORIZATION.value()));
        append(
                node,
                0,
                new AuthorizationGranted(
                        AUTHORIZATION.value(),
                        ADA.value(),
                        SERVICE.value(),
                        1,
                        REGISTRATION.value(),
                        1,
                        FINGERPRINT,
                        "ada",
                        List.of("contacts.read"),
                        1,
                        null),
                new AuthorizationMapped(AUTHORIZATION.value(), CONNECTION.value()));
    }

    /** Appends events of one aggregate. */
    public void append(Node node, long sequence, DomainEvent... events) {
        var numbered = new ArrayList<NewEvent>();
        for (var event : events) {
            numbered.add(new NewEvent(sequence + numbered.size(), event));
        }
        node.get("log", EventLog.class)
                .append(
                        new NewCommit(
                                CommandId.random(),
                                WORKSPACE,
                                clock.instant(),
                                new Origin(ADA.value(), "test", null, "req", null, null),
                                numbered));
    }

    /** The events of the activity log, in order. */
    public List<DomainEvent> activity(Node node) {
        return node.get("activityLog", EventLog.class).read(0, 1000).stream()
                .map(recorded -> recorded.event())
                .toList();
    }

    /** The vault's entry, as a backup would have it. */
    public Document backup() {
        var stored = database.getCollection("vault").find().first();
        if (stored == null) {
            throw new IllegalStateException("the vault is empty");
        }
        return stored;
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        database.drop();
        client.close();
    }

    /** A catalog with one entry. */
    private record OneService(ServiceDefinition definition) implements Catalog {

        @Override
        public Optional<Entry> find(ServiceId service) {
            return all().stream().filter(entry -> entry.service().equals(service)).findAny();
        }

        @Override
        public Collection<Entry> all() {
            return List.of(new Entry(SERVICE, 1, definition));
        }
    }
}
