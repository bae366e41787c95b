package dev.mooring.outbound;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** Turns a host name or address literal into addresses. Called once per call; may block. */
@FunctionalInterface
public interface Resolver {

    /** The resolver of the machine. */
    Resolver SYSTEM = host -> List.of(InetAddress.getAllByName(host));

    /**
     * All addresses of the host.
     *
     * @throws UnknownHostException where it has none
     */
    List<InetAddress> resolve(String host) throws UnknownHostException;
}
