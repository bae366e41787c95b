package dev.mooring.eventlog.mongo;

import dev.mooring.eventlog.format.SealedCommit;
import dev.mooring.eventlog.forward.Courier;
import dev.mooring.eventlog.forward.Reply;
import dev.mooring.eventlog.forward.Request;
import dev.mooring.eventlog.lease.Lease;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;

/** Forwards by a courier. Holds an interruption back until the outcome is known. */
final class CourierForwarder implements Forwarder {

    /** A holder that has not answered after this is passed by. */
    private static final Duration SILENCE = Duration.ofMillis(500);

    private final Courier courier;
    private final String log;

    CourierForwarder(Courier courier, String log) {
        this.courier = courier;
        this.log = log;
    }

    @Override
    public Reply forward(Lease lease, List<SealedCommit> commits) throws SilentException {
        var request = new Request(lease.node(), lease.epoch(), commits).toBytes();
        var interrupted = Thread.interrupted();
        try {
            return Reply.parse(courier.carry(lease.address(), log, request, SILENCE), commits);
        } catch (InterruptedException e) {
            interrupted = true;
            throw new SilentException(true, e);
        } catch (ConnectException e) {
            throw new SilentException(false, e);
        } catch (IOException | IllegalArgumentException e) {
            throw new SilentException(true, e);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
