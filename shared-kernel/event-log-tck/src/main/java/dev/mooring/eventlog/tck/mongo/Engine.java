package dev.mooring.eventlog.tck.mongo;

/** The database engines that Mooring ships for; every conformance suite runs on all of them. */
public enum Engine {
    /** The server in this process, over one file ({@code EmbeddedMongo}). */
    EMBEDDED,
    /** One real {@code mongod} without replication: no change streams, no transactions. */
    STANDALONE,
    /** A real replica set of three members, whose primary can be lost. */
    REPLICA_SET;

    /** Whether a commit can wake another process; without it other processes poll. */
    public boolean hasChangeStreams() {
        return this == REPLICA_SET;
    }
}
