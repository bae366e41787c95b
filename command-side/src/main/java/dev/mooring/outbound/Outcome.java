package dev.mooring.outbound;

import org.jspecify.annotations.Nullable;

/**
 * What is known after a request. The three cases differ in what a retry may do: after {@link
 * NotSent} it is always safe, after {@link Ambiguous} the other side may have acted, after {@link
 * Answered} it certainly spoke.
 */
public sealed interface Outcome {

    /** Not one byte of the request has left: the other side cannot have acted. */
    record NotSent(NotSent.Cause cause) implements Outcome {

        /** Where it ended before anything was sent. */
        public enum Cause {
            /**
             * The URL is none that we call: its scheme, host, port, user information or fragment.
             */
            URL_REFUSED,
            /** The host resolves to an address that must not be reached from here. */
            ADDRESS_REFUSED,
            /** The host has no address, or the resolver did not answer in time. */
            NAME_UNRESOLVED,
            /** No address accepted a connection in time. */
            CONNECT_FAILED,
            /**
             * No TLS session: the certificate is not trusted, expired or for another host, or too
             * slow.
             */
            TLS_FAILED,
            /** Too many calls wait for the resolver of this node. */
            BUSY
        }
    }

    /**
     * The request was sent, wholly or in part, and no complete answer came back.
     *
     * @param status the answer's status, where at least its head arrived
     */
    record Ambiguous(Ambiguous.Cause cause, @Nullable Integer status) implements Outcome {

        /** What kept the answer from being complete. */
        public enum Cause {
            /** The call's time was up. */
            TIMED_OUT,
            /** The connection broke. */
            CONNECTION_LOST,
            /** The answer's body or head is larger than we read. */
            TOO_LARGE,
            /** What came back is not HTTP. */
            NOT_HTTP
        }
    }

    /**
     * A complete answer of any status, redirects and errors included.
     *
     * @param body decoded as UTF-8; may hold secrets and is kept out of {@link #toString()}
     */
    record Answered(int status, Headers headers, String body) implements Outcome {

        public boolean successful() {
            return status >= 200 && status <= 299;
        }

        /** The status and the body's length; neither headers nor body. */
        @Override
        public String toString() {
            return "Answered[status=%d, body=%d characters]".formatted(status, body.length());
        }
    }
}
