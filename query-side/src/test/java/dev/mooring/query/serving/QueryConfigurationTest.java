package dev.mooring.query.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiProperties;
import dev.mooring.api.ApiSecret;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.position.Positions;
import dev.mooring.api.stream.EventStreams;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.eventlog.processing.LogProcessors;
import dev.mooring.eventlog.processing.ProcessorSettings;
import dev.mooring.eventlog.tck.mongo.MemoryMongo;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.KeyedHashes;
import dev.mooring.keys.SigningKeys;
import dev.mooring.keys.StoredPersonalKeys;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.keys.UserIndex;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvents;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.service.Catalog;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.query.FirstGeneration;
import dev.mooring.query.Story;
import dev.mooring.query.audit.AuditTrail;
import dev.mooring.query.connectiondetails.ConnectionDetails;
import dev.mooring.query.connectionlist.ConnectionList;
import dev.mooring.query.directory.Directory;
import dev.mooring.query.names.UserName;
import dev.mooring.query.reuseindex.ReuseIndex;
import dev.mooring.query.services.Services;
import dev.mooring.query.users.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import tools.jackson.databind.json.JsonMapper;

/** The query side over a real log, as a server has it. */
class QueryConfigurationTest {

    private static final Duration LONG = Duration.ofSeconds(20);

    private final MemoryMongo mongo = new MemoryMongo();
    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext();
    private MongoDatabase database;
    private EventLog log;
    private UserIndex index;

    @BeforeEach
    void start() {
        database = mongo.database("mooring");
        var key = Base64.getEncoder().encodeToString(new byte[32]);
        var ring = KeyRing.open(database, new SuppliedKey("test", key));
        index = new UserIndex(database, KeyedHashes.open(database, ring));
        log =
                MongoEventLog.open(
                        LogSettings.of(
                                        database,
                                        "log",
                                        DomainEvents.TYPES,
                                        new StoredPersonalKeys(database, ring),
                                        Clock.systemUTC())
                                .onEmbedded());
        context.registerBean("log", EventLog.class, () -> log, bean -> bean.setPrimary(true));
        context.registerBean("activityLog", EventLog.class, () -> log);
        context.registerBean(AxonLog.class, () -> AxonLog.over(log, database, "node"));
        context.registerBean(
                "activityProcessors",
                LogProcessors.class,
                () -> LogProcessors.of(log, database, "node.activity", ProcessorSettings.DEFAULT));
        context.registerBean(MongoDatabase.class, () -> database);
        context.registerBean(Catalog.class, NoCatalog::new);
        context.registerBean(UserIndex.class, () -> index);
        context.registerBean(SigningKeys.class, () -> SigningKeys.open(database, ring));
        context.registerBean(InstantSource.class, InstantSource::system);
        context.registerBean(
                Idempotency.class,
                () ->
                        new Idempotency(
                                database,
                                InstantSource.system(),
                                new ApiSecret(new byte[32]),
                                JsonMapper.shared()));
        context.registerBean(EventStreams.class, () -> new EventStreams(1, Duration.ofMillis(10)));
        context.registerBean(
                ApiProperties.class,
                () ->
                        Binder.get(context.getEnvironment())
                                .bindOrCreate("mooring.api", ApiProperties.class));
        context.registerBean(
                QueryGateway.class,
                () ->
                        DefaultQueryGateway.builder()
                                .queryBus(SimpleQueryBus.builder().build())
                                .build());
        context.register(QueryConfiguration.class);
        context.refresh();
    }

    @AfterEach
    void stop() {
        context.close();
        log.close();
        mongo.close();
    }

    @Test
    void whatIsAppendedIsInEveryReadModelOnceItsPositionIsReached() throws InterruptedException {
        var position = register("usr_ann", "ann@example");

        var positions = context.getBean(Positions.class);
        for (var model :
                List.of(
                        ConnectionList.MODEL,
                        ConnectionDetails.MODEL,
                        ReuseIndex.MODEL,
                        Services.MODEL,
                        Directory.MODEL,
                        AuditTrail.MODEL)) {
            assertThat(positions.await(model.name(), position, LONG)).isEqualTo(position);
            assertThat(positions.reached(model.name())).isEqualTo(position);
        }
        for (var model : List.of(ConnectionList.MODEL, ConnectionDetails.MODEL, Directory.MODEL)) {
            assertThat(
                            FirstGeneration.open(database, model)
                                    .find(Story.WORKSPACE, UserName.KIND, "usr_ann"))
                    .contains(new UserName("usr_ann", "ann@example"));
        }
    }

    @Test
    void whatIsReadFromTheLogIsAlwaysAtItsHead() throws InterruptedException {
        var position = register("usr_ann", "ann@example");

        var positions = context.getBean(Positions.class);
        assertThat(positions.reached("log")).isEqualTo(position);
        assertThat(positions.await("log", position, Duration.ZERO)).isEqualTo(position);
    }

    @Test
    void usersAreFoundByWhatTheirWorkspaceCallsThem() {
        index.findOrAdd("wsp_one", "ann@example", () -> "usr_ann");

        var users = context.getBean(Users.class);
        assertThat(users.find(Story.WORKSPACE, "ann@example")).contains(new UserId("usr_ann"));
        assertThat(users.find(Story.WORKSPACE, "Ann@example")).isEmpty();
    }

    private long register(String user, String externalId) {
        return log.append(
                        new NewCommit(
                                CommandId.random(),
                                Story.WORKSPACE,
                                Story.START,
                                new Origin(user, "key_backend", null, "req_1", null, null),
                                List.of(new NewEvent(0, new UserRegistered(user, externalId)))))
                .position();
    }

    /** An installation without built-in services. */
    private static final class NoCatalog implements Catalog {

        @Override
        public Optional<Entry> find(ServiceId service) {
            return Optional.empty();
        }

        @Override
        public List<Entry> all() {
            return List.of();
        }
    }
}
