package dev.mooring.bench;

import com.mongodb.ReadConcern;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.axon.AxonLog;
import dev.mooring.eventlog.tck.mongo.Engine;
import dev.mooring.eventlog.tck.mongo.MongoFixture;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.RawBsonDocument;
import org.bson.types.Binary;

/** A processor that reads a whole log, beside a raw cursor over the same documents. */
final class ReadBenchmark {

    private static final int ROUNDS = 5;
    private static final int WRITERS = 256;
    private static final int AT_ONCE = 5_000;
    private static final Asked ASKED = Asked.atLeast(0.5);

    private final Size size;
    private int processors;

    ReadBenchmark(Size size) {
        this.size = size;
    }

    /** Events per second. */
    private record Round(double raw, double cursor, double processor) {}

    void run(Report report) throws Exception {
        report.section("Reading a whole log");
        try (var mongo = MongoFixture.start(Engine.STANDALONE);
                var log = OpenLog.on(mongo)) {
            Callers.each(WRITERS, size.readEvents() / WRITERS, _ -> log.connection(1));
            int events = size.readEvents() / WRITERS * WRITERS;
            report.say(
                    ("%,d events in commits of one; %s. In turn, from the first to the last: a cursor"
                                    + " of `RawBsonDocument`, which decodes nothing; `EventLog.cursor`,"
                                    + " decrypted and decoded; a tracking processor, whose handler counts"
                                    + " and whose place is kept as always. Medians of %d rounds after one"
                                    + " that does not count. A probe, one byte of a commit's hash changed:"
                                    + " on this way **the chain is %s**.")
                            .formatted(
                                    events,
                                    Machine.describe(mongo),
                                    ROUNDS,
                                    checksTheChain(mongo) ? "checked" : "not checked"));
            report.columns("what", "events/s", "to raw", "lowest–highest", "asked");
            round(log, events);
            var rounds = Rounds.cold(ROUNDS, () -> round(log, events));
            report.row("raw cursor", rounds.median(Round::raw), 1.0, "", "");
            report.row(
                    "`EventLog.cursor`",
                    rounds.median(Round::cursor),
                    rounds.median(round -> round.cursor / round.raw),
                    rounds.range(round -> round.cursor / round.raw),
                    "");
            var ratio = rounds.median(round -> round.processor / round.raw);
            report.row(
                    "tracking processor",
                    rounds.median(Round::processor),
                    ratio,
                    rounds.range(round -> round.processor / round.raw),
                    ASKED.of(ratio));
            profile(report, log, events);
        }
    }

    private Round round(OpenLog log, int events) throws Exception {
        return new Round(
                perSecond(events, () -> raw(log)),
                perSecond(events, () -> cursor(log)),
                perSecond(events, () -> processor(log, events)));
    }

    private void profile(Report report, OpenLog log, int events) throws Exception {
        try (var recording = Profile.start()) {
            var start = System.nanoTime();
            processor(log, events);
            var took = Duration.ofNanos(System.nanoTime() - start);
            recording.stop().describe(report, "a tracking processor", events, took);
        }
    }

    /** Reads everything and says how many it saw. */
    @FunctionalInterface
    private interface Reading {
        long events() throws Exception;
    }

    private static double perSecond(int events, Reading reading) throws Exception {
        long start = System.nanoTime();
        long seen = reading.events();
        var seconds = (System.nanoTime() - start) / 1e9;
        if (seen != events) {
            throw new IllegalStateException("%d of %d events".formatted(seen, events));
        }
        return events / seconds;
    }

    private static long raw(OpenLog log) {
        long events = 0;
        var documents = log.database().getCollection(OpenLog.COLLECTION, RawBsonDocument.class);
        try (var cursor =
                documents
                        .withReadConcern(ReadConcern.MAJORITY)
                        .find()
                        .sort(Sorts.ascending("_id"))
                        .cursor()) {
            while (cursor.hasNext()) {
                cursor.next();
                events++;
            }
        }
        return events;
    }

    private static long cursor(OpenLog log) {
        long events = 0;
        try (var cursor = log.log().cursor(Place.BEGINNING)) {
            int read;
            while ((read = cursor.next(AT_ONCE).size()) > 0) {
                events += read;
            }
        }
        return events;
    }

    private long processor(OpenLog log, int events) throws InterruptedException {
        var seen = new AtomicInteger();
        var all = new CountDownLatch(1);
        var axon = AxonLog.over(log.log(), log.database(), "bench");
        processors++;
        try (var processor =
                axon.processor(
                        "read_" + processors,
                        batch -> {
                            if (seen.addAndGet(batch.size()) >= events) {
                                all.countDown();
                            }
                        })) {
            processor.start();
            all.await();
        }
        return seen.get();
    }

    /** Whether a reader notices a commit whose hash is not its own. */
    private static boolean checksTheChain(MongoFixture mongo) throws Exception {
        try (var log = OpenLog.on(mongo)) {
            Callers.each(1, 3, _ -> log.connection(1));
            log.database()
                    .getCollection(OpenLog.COLLECTION)
                    .updateOne(
                            Filters.eq("_id", 2L), Updates.set("hash", new Binary(new byte[32])));
            return cursor(log) < 0;
        } catch (LogCorruptException e) {
            return true;
        }
    }
}
