package dev.mooring.language.connection;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** The status shown of a connection: of those that hold, the first in this order. */
public enum ConnectionStatus {
    DELETED,
    DISABLED,
    DISCONNECTED,
    NEEDS_REAUTHORIZATION,
    CONNECTED,
    AUTHORIZING,
    CREATED;

    /**
     * The status to show, where several hold at a time.
     *
     * @param holds what is true of the connection; {@link #CREATED} is of each
     */
    public static ConnectionStatus first(Predicate<ConnectionStatus> holds) {
        return Arrays.stream(values()).filter(holds).findFirst().orElse(CREATED);
    }

    /** The status that the API writes like this. */
    public static Optional<ConnectionStatus> parse(String text) {
        return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
    }

    /** As the API writes it, such as {@code needs_reauthorization}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
