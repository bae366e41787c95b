package dev.mooring.outbound;

/**
 * Sends one request to a third party. The whole call, name resolution included, ends within {@link
 * Limits#total()}, whatever the other side does. Nothing is ever sent twice: no redirect is
 * followed and no attempt is repeated here.
 *
 * <p>Implementations are thread-safe and block; call them from a virtual thread.
 */
@FunctionalInterface
public interface Outbound {

    /**
     * Sends the request once.
     *
     * @return what is known afterwards; failures of the network or of the other side are outcomes,
     *     never exceptions
     */
    Outcome send(OutboundRequest request);
}
