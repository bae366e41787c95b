package dev.mooring.query.serving;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiSecret;
import dev.mooring.api.access.ApiKey;
import dev.mooring.api.access.KeyDirectory;
import dev.mooring.api.access.Principal;
import dev.mooring.api.access.StoredKey;
import dev.mooring.api.edge.ApiConfiguration;
import dev.mooring.api.position.Positions;
import dev.mooring.eventlog.tck.mongo.MemoryMongo;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.Refusal;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.reuse.FindFingerprint;
import dev.mooring.language.service.Catalog;
import dev.mooring.query.FirstGeneration;
import dev.mooring.query.Happened;
import dev.mooring.query.MongoDocuments;
import dev.mooring.query.Projector;
import dev.mooring.query.ReadModel;
import dev.mooring.query.Story;
import dev.mooring.query.Views;
import dev.mooring.query.audit.AuditConfiguration;
import dev.mooring.query.connectiondetails.ConnectionDetailsConfiguration;
import dev.mooring.query.connectionlist.ConnectionListConfiguration;
import dev.mooring.query.directory.DirectoryConfiguration;
import dev.mooring.query.feed.FeedConfiguration;
import dev.mooring.query.history.HistoryConfiguration;
import dev.mooring.query.reuseindex.ReuseIndex;
import dev.mooring.query.reuseindex.ReuseIndexConfiguration;
import dev.mooring.query.services.ServicesConfiguration;
import dev.mooring.query.usage.Usage;
import dev.mooring.query.usage.UsageConfiguration;
import dev.mooring.query.users.Users;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.axonframework.queryhandling.DefaultQueryGateway;
import org.axonframework.queryhandling.QueryGateway;
import org.axonframework.queryhandling.QueryHandler;
import org.axonframework.queryhandling.SimpleQueryBus;
import org.axonframework.queryhandling.annotation.AnnotationQueryHandlerAdapter;
import org.bson.Document;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;

/** The query side behind the real HTTP conventions, with events told by the test. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import({
    ApiConfiguration.class,
    ConnectionListConfiguration.class,
    ConnectionDetailsConfiguration.class,
    ReuseIndexConfiguration.class,
    HistoryConfiguration.class,
    AuditConfiguration.class,
    ServicesConfiguration.class,
    DirectoryConfiguration.class,
    UsageConfiguration.class,
    FeedConfiguration.class
})
public class TestServer {

    /** Asked for to find what a {@code RandomHistory} grants to one of its users. */
    static final List<String> OF_RANDOM_HISTORIES = List.of("random");

    static final ServiceId BUILT_IN = new ServiceId(Happened.SERVICE);

    @Bean
    ApiSecret apiSecret() {
        return new ApiSecret(new byte[32]);
    }

    @Bean
    MemoryMongo mongo() {
        return new MemoryMongo();
    }

    @Bean
    MongoDatabase database(MemoryMongo mongo) {
        return mongo.database("queries");
    }

    @Bean
    Now clock() {
        return new Now();
    }

    @Bean
    Keys keys() {
        return new Keys();
    }

    @Bean
    Users users() {
        return (workspace, externalId) ->
                Optional.of(externalId)
                        .filter(it -> it.endsWith("@example"))
                        .map(it -> new UserId("usr_" + it.replace("@example", "")));
    }

    @Bean
    Catalog catalog() {
        var entry = new Catalog.Entry(BUILT_IN, 1, Happened.definition("Drive"));
        return new Catalog() {
            @Override
            public Optional<Entry> find(ServiceId service) {
                return service.equals(BUILT_IN) ? Optional.of(entry) : Optional.empty();
            }

            @Override
            public Collection<Entry> all() {
                return List.of(entry);
            }
        };
    }

    @Bean
    @Primary
    ToldLog log(Now now) {
        return new ToldLog(now);
    }

    @Bean
    ToldLog activityLog(Now now) {
        return new ToldLog(now);
    }

    @Bean
    Positions positions(ToldLog log, @Qualifier("activityLog") ToldLog activity) {
        return new AtHead(log, activity);
    }

    @Bean
    Views activityViews(MongoDatabase database) {
        return model -> FirstGeneration.open(database, model);
    }

    @Bean
    @Primary
    Told told(MongoDatabase database) {
        return new Told(database, new ArrayList<>());
    }

    @Bean
    QueryGateway queryGateway(ReuseIndex index) {
        var bus = SimpleQueryBus.builder().build();
        new AnnotationQueryHandlerAdapter<>(index).subscribe(bus);
        new AnnotationQueryHandlerAdapter<>(new Fingerprints()).subscribe(bus);
        return DefaultQueryGateway.builder().queryBus(bus).build();
    }

    @Bean
    Telling telling(
            ToldLog log,
            @Qualifier("activityLog") ToldLog activity,
            Told told,
            Usage usage,
            Now now,
            MongoDatabase database) {
        return new Telling(log, activity, told, usage, now, database);
    }

    /** Read models are always where their log is. */
    record AtHead(ToldLog log, ToldLog activity) implements Positions {

        @Override
        public long reached(String readModel) {
            return (readModel.equals(Usage.NAME) ? activity : log).head().position();
        }

        @Override
        public long await(String readModel, long position, Duration atMost) {
            return reached(readModel);
        }
    }

    /** Read models that are kept up by the test. */
    record Told(MongoDatabase database, List<Projector> projectors) implements Views {

        @Override
        public MongoDocuments open(ReadModel model) {
            var documents = FirstGeneration.open(database, model);
            projectors.add(new Projector(model, documents));
            return documents;
        }
    }

    /** Lets the server know what is new in a story. */
    record Telling(
            ToldLog log,
            ToldLog activity,
            Told told,
            Usage usage,
            Now now,
            MongoDatabase database) {

        /** Lets the server know what is new in a story of who used what. */
        void tellOfUse(Story use) {
            var known = activity.head().position();
            var fresh = use.events().stream().filter(it -> it.position() > known).toList();
            new Projector(Usage.MODEL, usage.documents()).handle(fresh);
            activity.tell(fresh);
        }

        void tell(Story story) {
            var known = log.head().position();
            var fresh = story.events().stream().filter(it -> it.position() > known).toList();
            told.projectors().forEach(projector -> projector.handle(fresh));
            log.tell(fresh);
            now.set(story.now());
        }

        void forget() {
            log.forget();
            activity.forget();
            database.listCollectionNames()
                    .forEach(it -> database.getCollection(it).deleteMany(new Document()));
        }
    }

    /** A clock that tests move. */
    static final class Now implements InstantSource {

        private volatile Instant now = Story.START;

        @Override
        public Instant instant() {
            return now;
        }

        void set(Instant other) {
            now = other;
        }

        void pass(Duration duration) {
            now = now.plus(duration);
        }
    }

    /** Keys that tests make. */
    static final class Keys implements KeyDirectory {

        private final Map<String, StoredKey> stored = new ConcurrentHashMap<>();

        @Override
        public Optional<StoredKey> find(String keyId) {
            return Optional.ofNullable(stored.get(keyId));
        }

        String add(Principal principal) {
            var key = ApiKey.generate(principal.id());
            stored.put(
                    key.id(),
                    new StoredKey(principal, List.of(new StoredKey.Secret(key.sha256(), null))));
            return key.text();
        }
    }

    /** Stands for the command side. */
    static final class Fingerprints {

        @QueryHandler
        public Fingerprint find(FindFingerprint query) {
            if (!query.service().equals(Happened.SERVICE)) {
                throw Refusal.of(ErrorCode.SERVICE_UNKNOWN);
            }
            if (query.scopes().equals(OF_RANDOM_HISTORIES)) {
                return new Fingerprint("a".repeat(63) + "0");
            }
            return new Fingerprint(
                    query.scopes().equals(Happened.SCOPES) ? Happened.FINGERPRINT : "0".repeat(64));
        }
    }
}
