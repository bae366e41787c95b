package dev.mooring.eventlog.lease;

import com.mongodb.MongoException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node's part in the lease on a log's end. Nodes that race for slots starve each other, so the
 * first that meets another's commits twice within a {@link #TERM} takes the lease, and the others
 * send it theirs. What makes an append safe is the slot that it claims: here everything may be
 * wrong, late or forgotten, and only time is lost.
 *
 * <p>No two nodes need the same time. A lease is over for whoever saw it unchanged for a whole term
 * by his own monotonic clock. A node that nobody meets reads and writes nothing here; a holder
 * renews with the batches that it writes anyway, and only while others send to it or get in its
 * way; and one that has had nothing of its own for a term gives the lease up to those who have.
 *
 * <p>Starts no thread and waits for nothing but the answers of {@link Leases}. Thread-safe.
 */
public final class LeaseKeeper {

    /** How long a lease that nobody renews lasts, from when it was last seen to change. */
    public static final Duration TERM = Duration.ofSeconds(1);

    /** How long a holder goes without renewing. */
    private static final long RENEWAL = TERM.dividedBy(4).toNanos();

    /** Between two looks at whether somebody holds the lease. */
    private static final long LOOK = Duration.ofMillis(20).toNanos();

    /** How long a holder that did not answer is left alone, at first and at most. */
    private static final long SHUNNED = TERM.toNanos();

    private static final int MOST_DOUBLINGS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(LeaseKeeper.class);

    private final Leases leases;
    private final String node;
    private final String address;
    private final LongSupplier nanoTime;
    private final Runnable changed;
    private final ReentrantLock lock = new ReentrantLock();

    /** The lease as it was last seen, and since when. */
    private Lease seen = Lease.NONE;

    private long seenAt;

    private boolean holding;
    private long tookAt;
    private long renewedAt;
    private @Nullable Lease following;

    private boolean wanted;
    private long lookedAt;

    private long shunnedEpoch = -1;
    private long shunnedUntil;
    private int silences;

    private long ownAt;
    private long servedAt;
    private long contendedAt;

    /**
     * Begins without a lease and without a need for one.
     *
     * @param node this process; a name that no other and no later one has
     * @param address where the other nodes reach it
     * @param nanoTime monotonic, in ns
     * @param changed told whenever this node takes the lease, loses it or gives it up
     */
    public LeaseKeeper(
            Leases leases, String node, String address, LongSupplier nanoTime, Runnable changed) {
        this.leases = leases;
        this.node = node;
        this.address = address;
        this.nanoTime = nanoTime;
        this.changed = changed;
        long longAgo = nanoTime.getAsLong() - 2 * TERM.toNanos();
        lookedAt = longAgo;
        ownAt = longAgo;
        servedAt = longAgo;
        contendedAt = longAgo;
    }

    /**
     * Where the next batch goes. Whoever writes it asks; taking and renewing happen here.
     *
     * @param own whether there is a commit of this node's own callers in it
     */
    public Route route(boolean own) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (own) {
                ownAt = now;
            }
            if (holding) {
                keep(now);
            }
            if (!holding && following == null) {
                seek(now);
            }
        } catch (MongoException e) {
            LOG.debug("the lease could not be asked for; the slots decide", e);
        } finally {
            lock.unlock();
        }
        return following == null ? Route.HERE : new Route.There(following);
    }

    /** Another node's commit was where one from here was to go. */
    public void contended() {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            wanted |= now - contendedAt < TERM.toNanos();
            contendedAt = now;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Whether commits that came under a lease are written here. A holder with nothing of its own
     * gives the lease up instead, to be taken by whoever has.
     */
    public boolean accepts(long epoch) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            if (!holding || seen.epoch() != epoch) {
                return false;
            }
            if (now - ownAt >= TERM.toNanos() && now - tookAt >= TERM.toNanos()) {
                giveUp();
                return false;
            }
            servedAt = now;
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** The holder answered. */
    public void answered() {
        lock.lock();
        try {
            silences = 0;
        } finally {
            lock.unlock();
        }
    }

    /** The node that was asked says that it does not hold that lease. */
    public void refused(Lease lease) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            leave(now);
            shun(lease, now + RENEWAL);
        } finally {
            lock.unlock();
        }
    }

    /** The holder did not answer in time, or cannot be reached: it is passed by for a while. */
    public void silent(Lease lease) {
        lock.lock();
        try {
            long now = nanoTime.getAsLong();
            leave(now);
            shun(lease, now + (SHUNNED << Math.min(silences, MOST_DOUBLINGS)));
            silences++;
        } finally {
            lock.unlock();
        }
    }

    /** Leaves the lease to others at once, where this node holds it. */
    public void resign() {
        lock.lock();
        try {
            if (holding) {
                giveUp();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether this node holds the lease, as far as it knows. */
    public boolean isHolder() {
        lock.lock();
        try {
            return holding;
        } finally {
            lock.unlock();
        }
    }

    private void keep(long now) {
        var used = now - servedAt < TERM.toNanos() || now - contendedAt < TERM.toNanos();
        if (!used || now - renewedAt < RENEWAL) {
            return;
        }
        renewedAt = now;
        var next = seen.renewed();
        if (leases.replace(seen, next)) {
            seen = next;
        } else {
            LOG.info("another node has taken the lease on the log's end");
            holding = false;
            wanted = true;
            lookedAt = now - RENEWAL;
            changed.run();
        }
    }

    private void seek(long now) {
        if (!wanted || now - lookedAt < (isShunned(seen, now) ? RENEWAL : LOOK)) {
            return;
        }
        if (now - contendedAt >= 2 * TERM.toNanos()) {
            // Nobody is in the way any more.
            wanted = false;
            return;
        }
        lookedAt = now;
        var found = leases.read();
        if (!found.equals(seen)) {
            seen = found;
            seenAt = nanoTime.getAsLong();
        }
        if (found.isFree() || found.node().equals(node) || now - seenAt >= TERM.toNanos()) {
            take(found);
        } else if (!isShunned(found, now)) {
            following = found;
        }
    }

    private void take(Lease found) {
        var next = found.takenBy(node, address);
        if (leases.replace(found, next)) {
            LOG.info("took the lease on the log's end, epoch {}", next.epoch());
            seen = next;
            holding = true;
            tookAt = nanoTime.getAsLong();
            renewedAt = tookAt;
            changed.run();
        } else {
            lookedAt -= RENEWAL;
        }
    }

    private void giveUp() {
        holding = false;
        wanted = false;
        changed.run();
        try {
            leases.replace(seen, seen.givenUp());
        } catch (MongoException | IllegalStateException e) {
            // The latter where the client is closed already.
            LOG.debug("the lease could not be given up; it runs out", e);
        }
    }

    private void leave(long now) {
        following = null;
        wanted = true;
        contendedAt = now;
        lookedAt = now - RENEWAL;
    }

    private void shun(Lease lease, long until) {
        shunnedEpoch = lease.epoch();
        shunnedUntil = until;
    }

    private boolean isShunned(Lease lease, long now) {
        return lease.epoch() == shunnedEpoch && now - shunnedUntil < 0;
    }
}
