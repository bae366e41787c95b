package dev.mooring.eventlog.mongo;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.sample.MemoryKeys;
import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EmbeddedCollectionTest {

    private static final int COMMITS = 600;

    private final MongoServer server = new MongoServer(H2Backend.inMemory());
    private final List<Integer> asked = new CopyOnWriteArrayList<>();
    private final MongoClient client =
            MongoClients.create(
                    MongoClientSettings.builder()
                            .applyConnectionString(
                                    new ConnectionString(server.bindAndGetConnectionString()))
                            .addCommandListener(
                                    new CommandListener() {
                                        @Override
                                        public void commandStarted(CommandStartedEvent event) {
                                            note(event);
                                        }
                                    })
                            .build());
    private final EmbeddedCollection commits =
            new EmbeddedCollection(client.getDatabase("mooring"), "log", Duration.ofSeconds(5));

    @BeforeEach
    void append() {
        var settings =
                LogSettings.of(
                                client.getDatabase("mooring"),
                                "log",
                                ThingEvent.TYPES,
                                MemoryKeys.fresh(),
                                Clock.systemUTC())
                        .onEmbedded();
        try (var log = MongoEventLog.open(settings)) {
            for (int i = 0; i < COMMITS; i++) {
                log.append(Samples.used("t1", i, 1));
            }
        }
        asked.clear();
    }

    @AfterEach
    void close() {
        client.close();
        server.shutdownNow();
    }

    @Test
    void whoeverIsAtTheHeadAsksForFewNumbersHoweverManyHeWouldTake() {
        assertThat(commits.after(COMMITS, 4_096)).isEmpty();
        assertThat(commits.after(COMMITS - 1, 4_096)).hasSize(1);

        assertThat(asked).hasSize(2).allSatisfy(count -> assertThat(count).isLessThan(32));
    }

    @Test
    void whoeverIsBehindIsGivenAllThatHeTakesInOrder() {
        assertThat(commits.after(0, 4_096))
                .extracting(CommitDocument::number)
                .isEqualTo(LongStream.rangeClosed(1, COMMITS).boxed().toList());
        assertThat(commits.after(100, 77))
                .extracting(CommitDocument::number)
                .isEqualTo(LongStream.rangeClosed(101, 177).boxed().toList());
    }

    private void note(CommandStartedEvent event) {
        if (event.getCommandName().equals("find")) {
            var id = event.getCommand().getDocument("filter").get("_id");
            if (id != null && id.isDocument()) {
                asked.add(id.asDocument().getArray("$in").size());
            }
        }
    }
}
