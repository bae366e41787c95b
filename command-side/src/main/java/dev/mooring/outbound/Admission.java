package dev.mooring.outbound;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Which addresses this instance may reach. Thread-safe where the supplier is.
 *
 * @param development admits loopback, and plain http to it and to nothing else
 * @param privateRanges networks of the operator's that may be reached; link-local and metadata
 *     addresses stay out even where a range covers them
 * @param listeners our own and the database's listeners, asked anew for every call, as ports may be
 *     chosen at start
 */
public record Admission(
        boolean development, List<Cidr> privateRanges, Supplier<List<Listener>> listeners) {

    public Admission {
        privateRanges = List.copyOf(privateRanges);
    }

    /** The public internet and nothing else. */
    public static Admission publicOnly() {
        return new Admission(false, List.of(), List::of);
    }

    /** Whether a connection to exactly this address and port may be opened. */
    boolean admits(InetAddress address, int port, boolean tls) {
        if (!tls && !(development && Reach.of(address) == Reach.LOOPBACK)) {
            return false;
        }
        return Reach.readings(address).stream()
                .allMatch(reading -> admitsReading(reading) && !isListener(reading, port));
    }

    private boolean admitsReading(InetAddress reading) {
        return switch (Reach.of(reading)) {
            case PUBLIC -> true;
            case LOOPBACK -> development || isListed(reading);
            case PRIVATE -> isListed(reading);
            case FORBIDDEN -> false;
        };
    }

    private boolean isListed(InetAddress reading) {
        return privateRanges.stream().anyMatch(range -> range.contains(reading));
    }

    private boolean isListener(InetAddress reading, int port) {
        return listeners.get().stream()
                .filter(listener -> listener.port() == port)
                .anyMatch(listener -> isAt(listener, reading));
    }

    private static boolean isAt(Listener listener, InetAddress reading) {
        try {
            for (InetAddress at : InetAddress.getAllByName(listener.host())) {
                if (at.equals(reading) || (isOfThisMachine(at) && isOfThisMachine(reading))) {
                    return true;
                }
            }
            return false;
        } catch (UnknownHostException | SocketException e) {
            // The port is right and the address cannot be told: stay away from it.
            return true;
        }
    }

    private static boolean isOfThisMachine(InetAddress address) throws SocketException {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }
}
