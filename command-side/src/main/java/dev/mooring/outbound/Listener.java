package dev.mooring.outbound;

/**
 * A host and port on which we or our database listen, and which no outbound call may reach.
 *
 * @param host a name or address; a wildcard such as {@code 0.0.0.0} stands for every address of
 *     this machine
 */
public record Listener(String host, int port) {

    public Listener {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException("a listener has a host and a port");
        }
    }
}
