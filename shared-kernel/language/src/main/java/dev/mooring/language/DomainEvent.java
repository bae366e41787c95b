package dev.mooring.language;

/**
 * A fact without secrets. Implementations are records nested in one sealed interface per aggregate,
 * with raw storable values only: strings, numbers, booleans, instants, lists, maps and records of
 * these.
 */
public interface DomainEvent {

    /** The id of the aggregate that this event belongs to. */
    String aggregateId();
}
