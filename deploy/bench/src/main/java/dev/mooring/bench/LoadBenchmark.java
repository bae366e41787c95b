package dev.mooring.bench;

import com.mongodb.ReadConcern;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import dev.mooring.bench.Callers.Call;
import dev.mooring.bench.Callers.Done;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.unitofwork.DefaultUnitOfWork;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.Repository;
import org.bson.Document;
import org.bson.RawBsonDocument;
import org.jspecify.annotations.Nullable;

/** Aggregates with a thousand events each, loaded one by one. */
final class LoadBenchmark {

    private static final int AGGREGATES = 32;
    private static final int EVENTS = 1_000;
    private static final Asked ASKED = Asked.atMost(50);

    private final Size size;

    LoadBenchmark(Size size) {
        this.size = size;
    }

    /** Loaded with all its events; Axon folds them into it. */
    static final class Folded {

        @AggregateIdentifier private @Nullable String id;
        private int events;

        @EventSourcingHandler
        void on(ConnectionRenamed event) {
            id = event.connection();
            events++;
        }

        int eventsOf(String connection) {
            return connection.equals(id) ? events : 0;
        }
    }

    private record Round(Done raw, Done read, Done loaded) {}

    void run(Report report) throws Exception {
        report.section("Loading an aggregate of 1,000 events");
        try (var mongo = MongoFixture.start(Engine.REPLICA_SET);
                var log = OpenLog.on(mongo)) {
            var ids = fill(log);
            report.say(
                    ("%d aggregates of %d events in commits of one, written at once, so that they lie"
                                    + " among each other; %s; one caller. In turn: a raw cursor over the"
                                    + " aggregate's documents by the same index; `EventLog.readAggregate`,"
                                    + " decrypted and decoded; an aggregate through Axon's repository."
                                    + " Medians of %d rounds of %d ms each after %d s that do not count.")
                            .formatted(
                                    AGGREGATES,
                                    EVENTS,
                                    Machine.describe(mongo),
                                    size.rounds(),
                                    size.round().toMillis(),
                                    size.warmUp().toSeconds()));
            report.columns("what", "p50 ms", "p99 ms", "asked of p99");
            var documents = log.database().getCollection(OpenLog.COLLECTION, RawBsonDocument.class);
            var raw = documents.withReadConcern(ReadConcern.MAJORITY);
            var repository =
                    AxonLog.over(log.log(), log.database(), "bench").repository(Folded.class);
            var rounds =
                    Rounds.of(
                            size,
                            () ->
                                    new Round(
                                            each(ids, id -> require(raw(raw, id))),
                                            each(ids, id -> require(read(log, id))),
                                            each(ids, id -> require(load(repository, id)))));
            row(report, "raw cursor", rounds, Round::raw);
            row(report, "`readAggregate`", rounds, Round::read);
            row(report, "aggregate", rounds, Round::loaded);
        }
    }

    private static List<String> fill(OpenLog log) throws Exception {
        var connections = Stream.generate(() -> log.connection(1)).limit(AGGREGATES).toList();
        Callers.each(AGGREGATES, EVENTS, connections::get);
        return connections.stream().map(OpenLog.Connection::id).toList();
    }

    private Done each(List<String> ids, Consumer<String> load) throws Exception {
        return Callers.work(
                1,
                size.round(),
                _ ->
                        new Call() {
                            private int calls;

                            @Override
                            public void make() {
                                load.accept(ids.get(calls++ % ids.size()));
                            }
                        });
    }

    private static void row(
            Report report, String what, Rounds<Round> rounds, Function<Round, Done> side) {
        var p99 = rounds.median(round -> side.apply(round).p99());
        report.row(
                what,
                rounds.median(round -> side.apply(round).p50()),
                p99,
                what.startsWith("raw") ? "" : ASKED.of(p99));
    }

    private static int raw(MongoCollection<RawBsonDocument> documents, String id) {
        var range = new Document("$gte", id + "#0000000000").append("$lt", id + '$');
        return documents
                .find(Filters.elemMatch("k", range))
                .hint(new Document("k", 1))
                .sort(Sorts.ascending("_id"))
                .into(new ArrayList<>())
                .size();
    }

    private static int read(OpenLog log, String id) {
        return log.log().readAggregate(id, 0).size();
    }

    private static int load(Repository<Folded> repository, String id) {
        var unit = DefaultUnitOfWork.startAndGet(null);
        try {
            return repository.load(id).invoke(folded -> folded.eventsOf(id));
        } finally {
            unit.rollback();
        }
    }

    private static void require(int events) {
        if (events != EVENTS) {
            throw new IllegalStateException("an aggregate has %d events".formatted(events));
        }
    }
}
