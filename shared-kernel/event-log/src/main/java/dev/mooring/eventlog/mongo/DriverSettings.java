package dev.mooring.eventlog.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import java.util.concurrent.TimeUnit;

/**
 * How the driver has to be set for the log to get over a fail-over within seconds. What a
 * connection string says goes before.
 */
public final class DriverSettings {

    private static final int SELECTION_SECONDS = 10;

    /**
     * A primary that falls silent, its connections open, is one for the driver until this and the
     * next are over: by default 20 seconds, in which what got no answer is sent to it again and
     * again though there may be another. Together they are less than an append waits for an answer.
     */
    private static final int CONNECT_SECONDS = 3;

    private static final int HEARTBEAT_SECONDS = 1;

    private DriverSettings() {}

    /** For a client of this database, to be completed. */
    public static MongoClientSettings.Builder of(ConnectionString uri) {
        return MongoClientSettings.builder()
                .applyToClusterSettings(cluster ->
                        cluster.serverSelectionTimeout(SELECTION_SECONDS, TimeUnit.SECONDS))
                .applyToSocketSettings(
                        socket -> socket.connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS))
                .applyToServerSettings(
                        server -> server.heartbeatFrequency(HEARTBEAT_SECONDS, TimeUnit.SECONDS))
                .applyConnectionString(uri);
    }
}
