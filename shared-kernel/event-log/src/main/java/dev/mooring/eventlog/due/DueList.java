package dev.mooring.eventlog.due;

import com.mongodb.client.MongoDatabase;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.Origin;
import dev.mooring.eventlog.Processor;
import dev.mooring.eventlog.Processors;
import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a policy has made due, on time to within a second while a node lives; what fell due
 * while none did is sent at start. Due times are folded from the log by a processor, and the node
 * that holds the processor's claim is the one that sends. A command's id is the hash of policy and
 * event, so that sending twice is sending once. A refusal settles it as an answer does; after
 * anything else it is sent again, less and less often.
 */
public final class DueList implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DueList.class);
    private static final String COLLECTION = "due";
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    /**
     * Held at once beside those that wait to be tried again: all may fall due while no node lives.
     */
    private static final int AT_ONCE = 1_000;

    private final DuePolicy policy;
    private final DueEntries entries;
    private final CommandSender sender;
    private final Clock clock;
    private final Processor processor;
    private final Thread thread;

    /** When what failed is tried again, by the id of its event. Forgotten with the claim. */
    private final Map<String, Retry> retries = new HashMap<>();

    private volatile boolean closed;

    private record Retry(Duration pause, Instant at) {}

    private DueList(
            DuePolicy policy,
            Processors processors,
            CommandSender sender,
            MongoDatabase database,
            Clock clock) {
        this.policy = policy;
        this.entries = new DueEntries(database, COLLECTION, policy.name());
        this.sender = sender;
        this.clock = clock;
        this.processor = processors.processor(policy.name(), this::fold);
        this.thread =
                Thread.ofPlatform().daemon().name("due-" + policy.name()).unstarted(this::run);
    }

    /** Starts folding and sending. */
    public static DueList start(
            DuePolicy policy,
            Processors processors,
            CommandSender sender,
            MongoDatabase database,
            Clock clock) {
        var list = new DueList(policy, processors, sender, database, clock);
        list.processor.start();
        list.thread.start();
        return list;
    }

    /** Stops; what is due is sent by the next node, or at the next start. */
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        processor.close();
    }

    private void fold(List<RecordedEvent> batch) {
        var set = new LinkedHashMap<String, Due>();
        var clear = new LinkedHashSet<String>();
        for (var event : batch) {
            for (var change : policy.fold(event)) {
                set.remove(change.key());
                clear.remove(change.key());
                switch (change) {
                    case DueChange.Set due -> set.put(due.key(), due(due, event));
                    case DueChange.Clear(String key) -> clear.add(key);
                }
            }
        }
        entries.change(set.values(), clear);
    }

    private static Due due(DueChange.Set set, RecordedEvent event) {
        return new Due(
                set.key(),
                set.at(),
                event.workspace(),
                event.origin().owner(),
                event.id(),
                set.details());
    }

    private void run() {
        boolean indexed = false;
        while (!closed) {
            try {
                if (!indexed) {
                    entries.createIndex();
                    indexed = true;
                }
                if (!processor.isLeading()) {
                    retries.clear();
                    Thread.sleep(TICK);
                } else if (!sendDue()) {
                    Thread.sleep(TICK);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    LOG.warn("what is due for {} could not be read", policy.name(), e);
                    pause();
                }
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(TICK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Sends what is due, while this node leads.
     *
     * @return whether there may be more that is due
     */
    private boolean sendDue() {
        int most = AT_ONCE + retries.size();
        var due = entries.dueBy(clock.instant(), most);
        for (var entry : due) {
            if (closed || !processor.isLeading()) {
                return false;
            }
            if (!isPaused(entry)) {
                send(entry);
            }
        }
        return due.size() == most;
    }

    private boolean isPaused(Due due) {
        var retry = retries.get(due.cause());
        return retry != null && clock.instant().isBefore(retry.at());
    }

    private void send(Due due) {
        try {
            var now = clock.instant();
            sender.send(policy.command(due, now), context(due, now));
            settle(due);
        } catch (Refusal e) {
            if (e.code() == ErrorCode.CONCURRENT_CHANGE) {
                retryLater(due, e);
            } else {
                LOG.debug("{} was refused: {}", due.cause(), e.code());
                settle(due);
            }
        } catch (RuntimeException e) {
            retryLater(due, e);
        }
    }

    private void retryLater(Due due, RuntimeException why) {
        var before = retries.get(due.cause());
        var pause = before == null ? TICK : longer(before.pause());
        retries.put(due.cause(), new Retry(pause, clock.instant().plus(pause)));
        LOG.warn("{} for event {} failed; again in {}", policy.name(), due.cause(), pause, why);
    }

    private void settle(Due due) {
        retries.remove(due.cause());
        entries.settled(due);
    }

    private CommandContext context(Due due, Instant now) {
        var id = due.command(policy.name());
        var origin = new Origin(due.owner(), policy.name(), null, id.value(), due.cause(), null);
        return CommandContext.of(due.workspace(), origin, now).named(id);
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
