package dev.mooring.eventlog;

/**
 * An event with the hash by which it is proved.
 *
 * @param hash of the event's stored bytes, RFC 9162 §2.1.1: SHA-256(0x00 ‖ envelope), in lower-case
 *     hexadecimal
 */
public record HashedEvent(RecordedEvent event, String hash) {}
