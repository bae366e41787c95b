package dev.mooring.eventlog.mongo;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.bulk.BulkWriteError;
import java.util.regex.Pattern;

/** What became of an ordered insertion. */
sealed interface Answer {

    /** All are in, on a majority's disks. */
    record Acknowledged() implements Answer {}

    /** Those before the index are in, on a majority's disks; its slot is another commit's. */
    record SlotTaken(int index) implements Answer {}

    /** Those before the index are in, on a majority's disks; a key of it is another commit's. */
    record KeyTaken(int index) implements Answer {}

    /** Those before the index are in, on a majority's disks; the server will not have this one. */
    record Rejected(int index, MongoException why) implements Answer {}

    /**
     * Nobody knows which are in.
     *
     * @param sent whether the command may have reached a server at all
     */
    record Missing(boolean sent, MongoException why) implements Answer {}

    int DUPLICATE_KEY = 11000;

    /** Refused as a whole, before anything is written. */
    int OUT_OF_DISK_SPACE = 14031;

    /** The server names the index in the text and nowhere else that the driver lets through. */
    Pattern INDEX = Pattern.compile(" index: (\\S+)");

    static Answer of(MongoException failure) {
        if (failure instanceof MongoBulkWriteException bulk
                && bulk.getWriteConcernError() == null
                && bulk.getWriteErrors().size() == 1) {
            return of(bulk.getWriteErrors().getFirst(), failure);
        }
        if (failure instanceof MongoCommandException refused
                && refused.getCode() == OUT_OF_DISK_SPACE) {
            return new Rejected(0, failure);
        }
        // The one failure that comes before anything is sent: no server to send it to.
        var sent =
                !(failure instanceof MongoTimeoutException
                        && failure.getClass() == MongoTimeoutException.class);
        return new Missing(sent, failure);
    }

    private static Answer of(BulkWriteError error, MongoException failure) {
        if (error.getCode() != DUPLICATE_KEY) {
            return new Rejected(error.getIndex(), failure);
        }
        var index = INDEX.matcher(error.getMessage());
        if (!index.find()) {
            throw new IllegalStateException("a duplicate of which index? " + error.getCode());
        }
        // With both taken the server names the slot.
        return index.group(1).equals(LogCollection.KEYS_INDEX)
                ? new KeyTaken(error.getIndex())
                : new SlotTaken(error.getIndex());
    }
}
