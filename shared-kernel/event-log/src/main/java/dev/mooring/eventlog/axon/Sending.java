package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.Receipt;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One try at a command, bound around its handling: what came in with it, and the receipt that the
 * storage engine fills, since Axon makes a command's result before its commit. Used by one thread.
 */
final class Sending {

    static final ScopedValue<Sending> CURRENT = ScopedValue.newInstance();

    private final CommandContext context;
    private final Map<String, Long> loaded = new LinkedHashMap<>();
    private @Nullable Receipt receipt;

    Sending(CommandContext context) {
        this.context = context;
    }

    CommandContext context() {
        return context;
    }

    /**
     * An aggregate was loaded.
     *
     * @param version the sequence of its last event, -1 where it has none
     */
    void loaded(String aggregateId, long version) {
        var expected = context.expected();
        if (expected != null
                && expected.aggregateId().equals(aggregateId)
                && expected.version() != version) {
            throw new UnexpectedVersionException(aggregateId, version);
        }
        if (version >= 0) {
            loaded.put(aggregateId, version);
        }
    }

    /**
     * The command's events are in the log.
     *
     * @throws IllegalStateException where some were before: they would be a commit of their own
     */
    void appended(Receipt written) {
        requireFirst();
        receipt = written;
    }

    void requireFirst() {
        if (receipt != null) {
            throw new IllegalStateException("a command's events are one commit; this is a second");
        }
    }

    /** What became of it, where it had events. */
    @Nullable Receipt receipt() {
        return receipt;
    }

    /** The versions of the aggregates that it looked at. */
    Map<String, Long> versions() {
        return loaded;
    }
}
