package dev.mooring.bench;

import dev.mooring.bench.Callers.Done;
import java.time.Duration;

/**
 * The log itself, among its peers.
 *
 * @param name with its database
 */
record LogPeer(String name, OpenLog log) implements Peer {

    @Override
    public String setUp() {
        return OpenLog.describe();
    }

    @Override
    public Done append(int callers, Duration time) throws Exception {
        return log.append(callers, time);
    }

    @Override
    public void close() {
        log.database().drop();
        log.close();
    }
}
