package dev.mooring.eventlog.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * An event as it is stored, hashed, exported and proved: the UTF-8 JSON of its envelope. Immutable.
 */
public final class EventBytes {

    private final byte[] json;
    private final Hash leaf;

    /** Takes over the bytes, which nobody may change afterwards. */
    EventBytes(byte[] json) {
        this.json = json;
        var digest = Hash.sha256();
        digest.update((byte) 0);
        digest.update(json);
        this.leaf = Hash.finish(digest);
    }

    /** The bytes of an event that was stored or exported. */
    public static EventBytes of(byte[] json) {
        return new EventBytes(json.clone());
    }

    /** The event's hash: the leaf hash of RFC 9162 §2.1.1, SHA-256(0x00 ‖ bytes). */
    public Hash leaf() {
        return leaf;
    }

    public byte[] json() {
        return json.clone();
    }

    public int size() {
        return json.length;
    }

    /** The bytes themselves, for writing and parsing only. */
    byte[] shared() {
        return json;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EventBytes that && Arrays.equals(json, that.json);
    }

    @Override
    public int hashCode() {
        return leaf.hashCode();
    }

    @Override
    public String toString() {
        return new String(json, UTF_8);
    }
}
