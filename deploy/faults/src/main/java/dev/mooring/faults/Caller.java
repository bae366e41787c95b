package dev.mooring.faults;

import dev.mooring.eventlog.ConflictException;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.faults.ProbeEvent.Armed;
import dev.mooring.faults.ProbeEvent.Counted;
import dev.mooring.faults.Told.Kind;
import dev.mooring.language.CommandId;
import dev.mooring.language.WorkspaceId;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Appends one commit after the other until told to stop, and notes what it sends and what it is
 * told. Of its commits 2 % are sent twice, 5 % claim a sequence that all callers want, 5 % arm a
 * deadline. What nobody knows the end of is sent again until somebody does.
 */
final class Caller implements Runnable {

    private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_faults");
    private static final Origin ORIGIN = new Origin("usr_f", "usr_f", null, "req", null, null);
    private static final String WANTED = "wanted";
    private static final long PAUSE_NS = 2_000_000;

    private final EventLog log;
    private final Clock time;
    private final Journal journal;
    private final Random random;
    private final BooleanSupplier stopped;
    private String own = "";
    private long next;
    private long wanted;
    private @Nullable NewCommit last;

    /**
     * @param time the database's, for deadlines
     */
    Caller(EventLog log, Clock time, Journal journal, long seed, BooleanSupplier stopped) {
        this.log = log;
        this.time = time;
        this.journal = journal;
        this.random = new Random(seed);
        this.stopped = stopped;
        turnToAnother();
    }

    @Override
    public void run() {
        while (!stopped.getAsBoolean()) {
            int kind = random.nextInt(100);
            try {
                if (kind < 2 && last != null) {
                    sendUntilKnown(last);
                } else if (kind < 7) {
                    race();
                } else if (kind < 12) {
                    arm();
                } else {
                    count();
                }
            } catch (LogUnavailableException e) {
                // Reading failed; there is another try in the next round.
            }
            LockSupport.parkNanos(PAUSE_NS);
        }
    }

    private void count() {
        int events = 1 + random.nextInt(3);
        var commit = commit(counted(own, next, events));
        last = commit;
        switch (sendUntilKnown(commit)) {
            case WRITTEN -> next += events;
            case UNWRITTEN, SENT -> {}
            case REFUSED, UNKNOWN -> turnToAnother();
        }
    }

    /** One event that all want, and one of its own that stands or falls with it. */
    private void race() {
        wanted += log.readAggregate(WANTED, wanted).size();
        long sequence = wanted;
        var events = new ArrayList<>(counted(WANTED, sequence, 1));
        events.addAll(counted("beside-" + UUID.randomUUID(), 0, 1));
        sendUntilKnown(commit(events));
    }

    private void arm() {
        var due = time.instant().plusMillis(500 + random.nextInt(2500));
        var probe = "bell-" + UUID.randomUUID();
        var armed = new Armed(probe, due.truncatedTo(ChronoUnit.MILLIS));
        sendUntilKnown(commit(List.of(new NewEvent(0, armed))));
    }

    private Kind sendUntilKnown(NewCommit commit) {
        var answer = send(commit);
        while (answer == Kind.UNKNOWN && !stopped.getAsBoolean()) {
            answer = send(commit);
        }
        return answer;
    }

    private Kind send(NewCommit commit) {
        var id = commit.id().value();
        journal.write(new Told(Kind.SENT, id, "").line());
        var told = append(commit);
        journal.writeDurably(told.line());
        return told.kind();
    }

    private Told append(NewCommit commit) {
        var id = commit.id().value();
        try {
            return new Told(Kind.WRITTEN, id, Long.toString(log.append(commit).position()));
        } catch (ConflictException e) {
            return new Told(Kind.REFUSED, id, e.aggregateId() + "#" + e.sequence());
        } catch (LogUnavailableException e) {
            return new Told(e.unresolved() ? Kind.UNKNOWN : Kind.UNWRITTEN, id, "");
        }
    }

    private NewCommit commit(List<NewEvent> events) {
        Instant now = log.clock().instant();
        return new NewCommit(CommandId.random(), WORKSPACE, now, ORIGIN, events);
    }

    private static List<NewEvent> counted(String probe, long from, int count) {
        var events = new ArrayList<NewEvent>();
        for (int i = 0; i < count; i++) {
            events.add(new NewEvent(from + i, new Counted(probe)));
        }
        return events;
    }

    private void turnToAnother() {
        own = "probe-" + UUID.randomUUID();
        next = 0;
    }
}
