package dev.mooring.backup;

import dev.mooring.eventlog.format.Hash;
import dev.mooring.eventlog.mongo.Tail;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/**
 * What stands in a part's {@code manifest.json}; written last, so a part with one is whole.
 *
 * @param format {@link #FORMAT}
 * @param backup the same in all parts that were taken together
 * @param log where the log ends that the backup was fixed at; the other parts are of that moment or
 *     later
 * @param activity the same of the activity log
 * @param kek ids of the key-encryption keys that all of it is sealed under
 */
record Manifest(
        String format,
        String backup,
        String part,
        Instant at,
        End log,
        End activity,
        List<String> kek,
        List<Entry> files) {

    static final String FORMAT = "mooring.backup/1";
    static final String NAME = "manifest.json";

    Manifest {
        kek = List.copyOf(kek);
        files = List.copyOf(files);
    }

    /**
     * Where a log ends.
     *
     * @param hash of its last commit, in hexadecimal
     */
    record End(long commits, long position, Instant at, String hash) {

        static End of(Tail tail) {
            return new End(
                    tail.number(),
                    tail.position(),
                    tail.at(),
                    HexFormat.of().formatHex(tail.hash().bytes()));
        }

        Tail tail() {
            return new Tail(commits, position, at, Hash.of(HexFormat.of().parseHex(hash)));
        }
    }

    /**
     * A file of the part.
     *
     * @param documents how many BSON documents it holds, one after the other; 0 for the key itself
     * @param sha256 of its bytes, in hexadecimal
     */
    record Entry(String name, long documents, long bytes, String sha256) {}
}
