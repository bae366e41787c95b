package dev.mooring.outbound;

import dev.mooring.outbound.Outcome.NotSent;
import dev.mooring.outbound.Watchdog.Deadline;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Resolves names on a bounded number of platform threads of its own. The machine's resolver is
 * native code without a time-out: on a virtual thread it holds the carrier, and a few slow names
 * would stop everything else.
 */
final class Names implements AutoCloseable {

    private static final int MOST_AT_ONCE = 32;

    private final Resolver resolver;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    0,
                    MOST_AT_ONCE,
                    30,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    Thread.ofPlatform().daemon().name("outbound-names-", 0).factory());

    Names(Resolver resolver) {
        this.resolver = resolver;
    }

    List<InetAddress> resolve(String host, Deadline deadline) throws NotConnectedException {
        try {
            var lookup = threads.submit(() -> resolver.resolve(host));
            var addresses = lookup.get(deadline.nanosLeft(), TimeUnit.NANOSECONDS);
            if (addresses.isEmpty()) {
                throw new NotConnectedException(NotSent.Cause.NAME_UNRESOLVED);
            }
            return addresses;
        } catch (RejectedExecutionException e) {
            throw new NotConnectedException(NotSent.Cause.BUSY, e);
        } catch (ExecutionException | TimeoutException e) {
            throw new NotConnectedException(NotSent.Cause.NAME_UNRESOLVED, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotConnectedException(NotSent.Cause.NAME_UNRESOLVED, e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
