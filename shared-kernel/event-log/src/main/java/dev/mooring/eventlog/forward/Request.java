package dev.mooring.eventlog.forward;

import dev.mooring.eventlog.format.SealedCommit;
import java.util.ArrayList;
import java.util.List;

/**
 * Commits for another node to write.
 *
 * @param node the one that is meant, since another may have its address by now
 * @param epoch of the lease under which it is asked
 */
public record Request(String node, long epoch, List<SealedCommit> commits) {

    public Request {
        commits = List.copyOf(commits);
    }

    public byte[] toBytes() {
        var out = new WireOutput();
        out.text(node).number(epoch).count(commits.size());
        commits.forEach(out::commit);
        return out.toBytes();
    }

    /**
     * Reads what {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException where the bytes are no request of this version
     */
    public static Request parse(byte[] bytes) {
        var in = new WireInput(bytes);
        var node = in.text();
        var epoch = in.number();
        var commits = new ArrayList<SealedCommit>();
        for (int left = in.count(); left > 0; left--) {
            commits.add(in.commit());
        }
        in.end();
        return new Request(node, epoch, commits);
    }
}
