package dev.mooring.eventlog.mongo;

import com.mongodb.MongoException;
import dev.mooring.eventlog.EventCursor;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.HashedEvent;
import dev.mooring.eventlog.LogCorruptException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.Place;
import dev.mooring.eventlog.Receipt;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.eventlog.StoredLog;
import dev.mooring.eventlog.Upcaster;
import dev.mooring.eventlog.format.CommitCodec;
import dev.mooring.eventlog.format.CommitDocument;
import dev.mooring.eventlog.format.Payloads;
import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.forward.Request;
import dev.mooring.eventlog.lease.LeaseKeeper;
import dev.mooring.eventlog.lease.StoredLeases;
import dev.mooring.eventlog.mongo.Pending.Outcome.Written;
import dev.mooring.language.CommandId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A log in a collection of a MongoDB database, or of the embedded server. */
public final class MongoEventLog implements EventLog {

    /** How long one command may take before it counts as unanswered. */
    private static final Duration COMMAND = Duration.ofSeconds(5);

    /** Likewise, of what is only asked for on the way. */
    private static final Duration LEASE_COMMAND = Duration.ofMillis(500);

    /** Commits asked for by number at once. */
    private static final int COMMITS_AT_ONCE = 250;

    private static final Duration OPENING = Duration.ofSeconds(60);

    private final LogCollection collection;
    private final PatientReads commits;
    private final CommitCodec codec;
    private final Clock clock;
    private final Doorbell bell = new Doorbell();
    private final BatchWriter writer;
    private final Appender appender;
    private final Watch watch;
    private final AppendMeters meters;
    private final @Nullable LeaseKeeper lease;
    private final @Nullable Receiver receiver;
    private volatile boolean closed;

    private MongoEventLog(LogCollection collection, LogSettings settings) {
        this.collection = collection;
        this.commits = new PatientReads(collection, settings.patience(), Timing.SYSTEM);
        this.codec =
                new CommitCodec(
                        new Payloads(
                                settings.types(),
                                settings.personal(),
                                Upcaster.chain(settings.upcasters())));
        this.clock = settings.clock();
        var patience = settings.patience();
        this.meters = new AppendMeters(settings.meters(), settings.collection());
        this.writer = new BatchWriter(collection, bell, clock, patience, Timing.SYSTEM, meters);
        var forwarding = settings.forwarding();
        if (forwarding == null) {
            this.lease = null;
            this.receiver = null;
            this.appender = new Appender(writer, patience, Timing.SYSTEM);
        } else {
            this.lease =
                    new LeaseKeeper(
                            new StoredLeases(
                                    settings.database(), settings.collection(), LEASE_COMMAND),
                            forwarding.node(),
                            forwarding.address(),
                            Timing.SYSTEM::nanoTime,
                            meters::leaseChanged);
            var forwarder = new CourierForwarder(forwarding.courier(), settings.collection());
            this.appender =
                    new Appender(
                            new RoutedWriter(writer, lease, forwarder, meters),
                            patience,
                            Timing.SYSTEM);
            this.receiver = new Receiver(forwarding.node(), lease, appender, writer, meters);
        }
        this.watch = Watch.start(collection, bell, settings.changeStreams());
    }

    /**
     * Opens the log, making its collection where there is none.
     *
     * @throws LogUnavailableException where the database does not answer for a minute
     * @throws LogCorruptException where the last commit does not match its hash
     */
    public static MongoEventLog open(LogSettings settings) {
        var name = settings.collection();
        LogCollection commits =
                settings.embedded()
                        ? new EmbeddedCollection(settings.database(), name, COMMAND)
                        : new ServerCollection(settings.database(), name, COMMAND);
        return open(commits, settings);
    }

    static MongoEventLog open(LogCollection commits, LogSettings settings) {
        try (var pause = new Backoff(OPENING, Timing.SYSTEM)) {
            pause.until(() -> {
                commits.createIndex();
                return true;
            });
            var last = pause.until(commits::last);
            var log = new MongoEventLog(commits, settings);
            last.ifPresent(commit -> log.bell.ring(commit.number()));
            return log;
        } catch (OutOfPatience e) {
            throw e.failure();
        }
    }

    @Override
    public Receipt append(NewCommit commit) {
        if (closed) {
            throw LogUnavailableException.notWritten(null);
        }
        var sealed = seal(commit);
        var written = timed(sealed);
        var document = written.document();
        // What was just written is known, and needs no key that might not be had at this moment.
        var events = written.repeated() ? codec.open(document) : codec.recorded(commit, document);
        return Receipt.of(commit.id(), events, written.repeated());
    }

    /**
     * Has commits that another node sent written, where this one writes for all; on the caller's
     * thread, within the log's patience.
     *
     * @param request as that node's courier took it
     * @return the answer to carry back
     * @throws IllegalArgumentException where it is no request
     */
    public byte[] receive(byte[] request) {
        var parsed = Request.parse(request);
        var reply = closed || receiver == null ? new Reply.Refused() : receiver.receive(parsed);
        return reply.toBytes();
    }

    @Override
    public Optional<Receipt> find(CommandId command) {
        return commits.claiming(command.value()).stream()
                .findFirst()
                .map(document -> Receipt.of(command, codec.open(document.intact()), true));
    }

    @Override
    public List<RecordedEvent> readAggregate(String aggregateId, long fromSequence) {
        var events = new ArrayList<RecordedEvent>();
        for (var document : commits.ofAggregate(aggregateId, fromSequence)) {
            // Others' commits lie between, so that of the chain only each link's own hash shows.
            var content = document.intact().content();
            for (int i = 0; i < content.events().size(); i++) {
                if (content.claims(i, aggregateId, fromSequence)) {
                    events.add(codec.open(document, i));
                }
            }
        }
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            if (!event.aggregateId().equals(aggregateId) || event.sequence() != fromSequence + i) {
                throw new LogCorruptException(
                        "%s has no sequence %d".formatted(aggregateId, fromSequence + i));
            }
        }
        return events;
    }

    @Override
    public List<HashedEvent> read(List<Place> places) {
        var numbers = places.stream().map(Place::commit).distinct().toList();
        var found = new HashMap<Long, CommitDocument>();
        for (int from = 0; from < numbers.size(); from += COMMITS_AT_ONCE) {
            int to = Math.min(from + COMMITS_AT_ONCE, numbers.size());
            commits.numbered(new TreeSet<>(numbers.subList(from, to)))
                    .forEach(commit -> found.put(commit.number(), commit.intact()));
        }
        var events = new ArrayList<HashedEvent>(places.size());
        for (var place : places) {
            // One that was seen may be missing on a primary that does not know it was replaced.
            var commit = found.computeIfAbsent(place.commit(), n -> commits.existing(n).intact());
            if (commit.first() + place.offset() != place.position()
                    || place.position() > commit.last()) {
                throw new LogCorruptException("the log has no " + place);
            }
            var hash = commit.content().events().get(place.offset()).leaf().toString();
            events.add(new HashedEvent(codec.open(commit, place.offset()), hash));
        }
        return events;
    }

    @Override
    public EventCursor cursor(Place after) {
        return new LogCursor(commits, codec, bell, after, Thread::startVirtualThread);
    }

    @Override
    public StoredLog stored() {
        return new StoredCommits(commits, bell, Thread::startVirtualThread);
    }

    @Override
    public Place head() {
        return last().map(MongoEventLog::end).orElse(Place.BEGINNING);
    }

    @Override
    public Place placeOf(long position) {
        if (position == 0) {
            return Place.BEGINNING;
        }
        var commit = lastWhere(candidate -> candidate.first() <= position);
        if (position < 0 || commit == null || commit.last() < position) {
            throw new IllegalArgumentException("the log has no position " + position);
        }
        return new Place(commit.number(), (int) (position - commit.first()), position);
    }

    @Override
    public Place placeBefore(Instant instant) {
        var commit = lastWhere(candidate -> candidate.at().isBefore(instant));
        return commit == null ? Place.BEGINNING : end(commit);
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public boolean isWritable() {
        if (closed || writer.isBroken()) {
            return false;
        }
        try {
            return !writer.isFailing() || collection.last().isPresent();
        } catch (MongoException e) {
            return false;
        }
    }

    @Override
    public void close() {
        closed = true;
        watch.close();
        if (lease != null) {
            lease.resign();
        }
    }

    private Written timed(SealedCommit sealed) {
        var sample = meters.start();
        try {
            return appender.append(sealed);
        } finally {
            meters.appended(sample);
        }
    }

    private SealedCommit seal(NewCommit commit) {
        try {
            return codec.seal(commit);
        } catch (MongoException e) {
            throw LogUnavailableException.notWritten(e);
        }
    }

    private Optional<CommitDocument> last() {
        return commits.last(bell.newest());
    }

    /** The last commit that meets what all before it meet, found by halving. */
    private @Nullable CommitDocument lastWhere(Predicate<CommitDocument> early) {
        @Nullable CommitDocument found = null;
        long low = 1;
        long high = last().map(CommitDocument::number).orElse(0L);
        while (low <= high) {
            long middle = (low + high) >>> 1;
            var commit = commits.existing(middle);
            if (early.test(commit)) {
                found = commit;
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return found;
    }

    private static Place end(CommitDocument commit) {
        return new Place(commit.number(), commit.content().events().size() - 1, commit.last());
    }
}
