package dev.mooring.eventlog;

import tools.jackson.databind.node.ObjectNode;

/**
 * Brings a stored payload of an older revision to a newer one. One event stays one event, so that
 * positions stay dense. Pure.
 */
@FunctionalInterface
public interface Upcaster {

    /** An event's name, revision and payload as stored, personal text still ciphertext. */
    record Stored(String type, String revision, ObjectNode payload) {}

    /** The newer form, or the argument itself where this upcaster has nothing to do. */
    Stored upcast(Stored stored);

    /** Upcasters in the order of the revisions that they make. */
    static Upcaster chain(Iterable<Upcaster> upcasters) {
        return stored -> {
            var newer = stored;
            for (var upcaster : upcasters) {
                newer = upcaster.upcast(newer);
            }
            return newer;
        };
    }
}
