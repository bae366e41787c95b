package dev.mooring.eventlog.sample;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import dev.mooring.eventlog.mongo.LogSettings;
import dev.mooring.eventlog.mongo.MongoEventLog;
import dev.mooring.keys.PersonalKeys;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The embedded server in memory, and nodes that open the log in it. */
public final class MemoryDatabase implements AutoCloseable {

    private final MongoServer server = new MongoServer(H2Backend.inMemory());
    private final MongoClient client = MongoClients.create(server.bindAndGetConnectionString());
    private final List<MongoEventLog> logs = new ArrayList<>();

    public final PersonalKeys keys = MemoryKeys.fresh();

    public MongoDatabase database() {
        return client.getDatabase("mooring");
    }

    public LogSettings settings() {
        return settings(database(), Clock.systemUTC());
    }

    public LogSettings settings(MongoDatabase database, Clock clock) {
        return LogSettings.of(database, "log", ThingEvent.TYPES, keys, clock)
                .onEmbedded()
                .withPatience(Duration.ofSeconds(5));
    }

    public MongoEventLog open() {
        return open(settings());
    }

    public MongoEventLog open(LogSettings settings) {
        var log = MongoEventLog.open(settings);
        logs.add(log);
        return log;
    }

    @Override
    public void close() {
        logs.forEach(MongoEventLog::close);
        client.close();
        server.shutdownNow();
    }
}
