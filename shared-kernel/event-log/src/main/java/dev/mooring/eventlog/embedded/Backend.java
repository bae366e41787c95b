package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import org.h2.mvstore.MVStore;

/** Answers as MongoDB does where the library does not. */
final class Backend extends H2Backend {

    Backend(MVStore store, Clock clock) {
        super(store, clock);
    }

    @Override
    public Document handleCommand(
            Channel channel, String databaseName, String command, Document query) {
        return switch (command.toLowerCase(Locale.ROOT)) {
            case "hello" -> hello(super.handleCommand(channel, databaseName, "ismaster", query));
            case "insert" -> inserted(super.handleCommand(channel, databaseName, command, query));
            default -> super.handleCommand(channel, databaseName, command, query);
        };
    }

    private static Document hello(Document isMaster) {
        isMaster.put("isWritablePrimary", isMaster.get("ismaster"));
        return isMaster;
    }

    /** The library counts the refused documents in, and those an ordered batch did not reach. */
    private static Document inserted(Document answer) {
        if (answer.get("writeErrors") instanceof List<?> errors
                && errors.getFirst() instanceof Document first) {
            answer.put("n", first.get("index"));
        }
        return answer;
    }
}
