package dev.mooring.eventlog.embedded;

import de.bwaldvogel.mongo.MongoDatabase;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import io.netty.channel.Channel;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.h2.mvstore.MVStore;

/**
 * Runs commands: those that write one after another and durably, the others beside them. Answers as
 * MongoDB does where the library does not.
 */
final class Backend extends H2Backend {

    /**
     * What changes nothing. Whatever is not named here is taken for a write: slower, never wrong.
     */
    private static final Set<String> READS =
            Set.of(
                    "aggregate",
                    "buildinfo",
                    "collstats",
                    "connectionstatus",
                    "count",
                    "dbstats",
                    "distinct",
                    "endsessions",
                    "find",
                    "getmore",
                    "hello",
                    "hostinfo",
                    "ismaster",
                    "killcursors",
                    "listcollections",
                    "listdatabases",
                    "listindexes",
                    "ping",
                    "serverstatus",
                    "whatsmyuri");

    private final GroupCommit commits;
    private final Room room;

    Backend(MVStore store, GroupCommit commits, Room room, Clock clock) {
        super(store, clock);
        this.commits = commits;
        this.room = room;
    }

    /** The databases that hold something. */
    Stream<StoredDatabase> databases() {
        return listDatabaseNames().stream()
                .map(this::resolveDatabase)
                .map(StoredDatabase.class::cast);
    }

    @Override
    public Document handleCommand(
            Channel channel, String databaseName, String command, Document query) {
        if (writes(databaseName, command.toLowerCase(Locale.ROOT), query)) {
            room.require();
            return commits.write(() -> run(channel, databaseName, command, query));
        }
        Document answer = run(channel, databaseName, command, query);
        if (asksForMajority(query)) {
            commits.awaitAllSeen();
        }
        return answer;
    }

    @Override
    protected MongoDatabase openOrCreateDatabase(String databaseName) {
        return new StoredDatabase(databaseName, getMvStore(), getCursorRegistry());
    }

    private Document run(Channel channel, String databaseName, String command, Document query) {
        if (command.equals("hello")) {
            return hello(super.handleCommand(channel, databaseName, "ismaster", query));
        }
        Document answer = super.handleCommand(channel, databaseName, command, query);
        return command.equals("insert") ? inserted(query, answer) : answer;
    }

    private boolean writes(String databaseName, String name, Document query) {
        return !READS.contains(name)
                || (name.equals("aggregate") && storesItsResult(query))
                // The first question about a database makes it.
                || (!databaseName.equals("admin") && !listDatabaseNames().contains(databaseName));
    }

    private static boolean storesItsResult(Document aggregate) {
        return aggregate.get("pipeline") instanceof List<?> stages
                && !stages.isEmpty()
                && stages.getLast() instanceof Document last
                && (last.containsKey("$out") || last.containsKey("$merge"));
    }

    private static boolean asksForMajority(Document query) {
        return query.get("readConcern") instanceof Document concern
                && ("majority".equals(concern.get("level"))
                        || "linearizable".equals(concern.get("level")));
    }

    private static Document hello(Document isMaster) {
        isMaster.put("isWritablePrimary", isMaster.get("ismaster"));
        return isMaster;
    }

    /**
     * The library counts in the refused documents, and those that an ordered batch did not reach.
     */
    private static Document inserted(Document query, Document answer) {
        if (answer.get("writeErrors") instanceof List<?> errors
                && errors.getFirst() instanceof Document first
                && answer.get("n") instanceof Integer sent) {
            boolean ordered = !Boolean.FALSE.equals(query.get("ordered"));
            answer.put("n", ordered ? first.get("index") : sent - errors.size());
        }
        return answer;
    }
}
