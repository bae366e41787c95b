package dev.mooring.server.house;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bson.BsonDocument;
import org.bson.BsonValue;

/**
 * Which aggregates requests have read from the log, as the database saw it; policies read too, on
 * threads of their own. Thread-safe.
 */
public final class AggregateReads implements CommandListener {

    /** What the threads are called that requests run on. */
    private static final String REQUESTS = "http";

    private final List<String> read = new CopyOnWriteArrayList<>();

    /**
     * The ids of the aggregates read since the last call, in order; one read twice stands twice.
     */
    public List<String> taken() {
        var all = List.copyOf(read);
        read.clear();
        return all;
    }

    @Override
    public void commandStarted(CommandStartedEvent event) {
        var command = event.getCommand();
        if (Thread.currentThread().getName().equals(REQUESTS)
                && command.isString("find")
                && command.getString("find").getValue().equals("log")) {
            var filter = command.getDocument("filter", new BsonDocument());
            // The embedded server is asked for an aggregate by the keys of its next few events.
            if (filter.get("k") instanceof BsonDocument keys && keys.isArray("$in")) {
                keys.getArray("$in").stream()
                        .map(AggregateReads::aggregate)
                        .distinct()
                        .forEach(read::add);
            }
        }
    }

    private static String aggregate(BsonValue key) {
        return key.asString().getValue().replaceFirst("#.*", "");
    }
}
