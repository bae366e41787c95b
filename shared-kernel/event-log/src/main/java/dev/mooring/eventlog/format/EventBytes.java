package dev.mooring.eventlog.format;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * An event as it is stored, hashed, exported and proved: the UTF-8 JSON of its envelope. Immutable.
 */
public final class EventBytes {

    private final byte[] json;

    /** Made when first asked for; several threads may make the same. */
    private @Nullable Hash leaf;

    /** Takes over the bytes, which nobody may change afterwards. */
    EventBytes(byte[] json) {
        this.json = json;
    }

    /** The bytes of an event that was stored or exported, hashed at once. */
    public static EventBytes of(byte[] json) {
        var bytes = new EventBytes(json.clone());
        bytes.leaf();
        return bytes;
    }

    /**
     * The event's hash: the leaf hash of RFC 9162 §2.1.1, SHA-256(0x00 ‖ bytes). Computed by
     * whoever asks first.
     */
    public Hash leaf() {
        var known = leaf;
        if (known == null) {
            known = Hash.of256((byte) 0, json);
            leaf = known;
        }
        return known;
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
        return Arrays.hashCode(json);
    }

    @Override
    public String toString() {
        return new String(json, UTF_8);
    }
}
