package dev.mooring.eventlog.processing;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.MongoException;
import dev.mooring.eventlog.LogUnavailableException;
import dev.mooring.keys.KeysUnavailableException;
import java.io.IOException;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/**
 * Tells what will pass from what will not. A database, a file or a peer that is away comes back:
 * such a batch is tried for as long as it takes, and is never a dead letter. What is left is the
 * event's or the handler's fault.
 */
public final class Transience {

    /**
     * What a server answers about a document rather than about itself: bad value, wrong type,
     * nested too deep, field names with dots or dollars, not valid, too large.
     */
    private static final Set<Integer> DOCUMENTS_FAULT =
            Set.of(2, 14, 15, 22, 52, 56, 57, 121, 10334, 17280, 17419, 17420);

    /** Of a description, in characters. */
    private static final int LONGEST = 1_000;

    private Transience() {}

    public static boolean isTransient(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            switch (cause) {
                case MongoBulkWriteException bulk when !bulk.getWriteErrors().isEmpty() -> {
                    return bulk.getWriteErrors().stream()
                            .noneMatch(error -> DOCUMENTS_FAULT.contains(error.getCode()));
                }
                case MongoException answer -> {
                    return !DOCUMENTS_FAULT.contains(answer.getCode());
                }
                case LogUnavailableException _,
                        KeysUnavailableException _,
                        IOException _,
                        TimeoutException _,
                        InterruptedException _ -> {
                    return true;
                }
                default -> {}
            }
        }
        return false;
    }

    /** A failure without its message, which might be personal: names of classes, and where. */
    public static String describe(Throwable failure) {
        var text = new StringBuilder();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            text.append(text.isEmpty() ? "" : ", caused by ").append(cause.getClass().getName());
            if (cause.getStackTrace().length > 0) {
                text.append(" at ").append(cause.getStackTrace()[0]);
            }
        }
        return text.length() <= LONGEST ? text.toString() : text.substring(0, LONGEST);
    }
}
