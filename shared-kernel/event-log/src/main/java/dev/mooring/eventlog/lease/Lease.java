package dev.mooring.eventlog.lease;

/**
 * The lease on a log's end, as it is stored.
 *
 * @param node the one that writes for all, a name of its process alone; empty where nobody does
 * @param address where the others reach it
 * @param epoch grows with every change of the holder
 * @param beat grows with every renewal within an epoch
 */
public record Lease(String node, String address, long epoch, long beat) {

    /** What there is before anybody took it. */
    public static final Lease NONE = new Lease("", "", 0, 0);

    boolean isFree() {
        return node.isEmpty();
    }

    Lease renewed() {
        return new Lease(node, address, epoch, beat + 1);
    }

    Lease takenBy(String newNode, String newAddress) {
        return new Lease(newNode, newAddress, epoch + 1, 0);
    }

    Lease givenUp() {
        return new Lease("", "", epoch + 1, 0);
    }
}
