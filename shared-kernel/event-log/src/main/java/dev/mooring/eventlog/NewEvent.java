package dev.mooring.eventlog;

import dev.mooring.language.DomainEvent;

/**
 * An event and the place that it claims within its aggregate.
 *
 * @param sequence counted from 0, without a hole
 */
public record NewEvent(long sequence, DomainEvent event) {

    /** Sequences have ten digits. */
    public static final long MAX_SEQUENCE = 9_999_999_999L;

    public NewEvent {
        if (sequence < 0 || sequence > MAX_SEQUENCE) {
            throw new IllegalArgumentException("no such sequence: " + sequence);
        }
    }
}
