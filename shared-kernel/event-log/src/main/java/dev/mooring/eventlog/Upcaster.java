package dev.mooring.eventlog;

import java.util.function.Consumer;
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

    /**
     * One step of an event's history: what is stored under a type and revision becomes the next
     * revision.
     *
     * @param change turns a payload of the one into one of the other, in place. Personal text stays
     *     the ciphertext that it is, and may be moved or renamed, since it is bound to the event
     *     and to no name
     */
    static Upcaster revision(String type, String from, String to, Consumer<ObjectNode> change) {
        return stored -> {
            if (!stored.type().equals(type) || !stored.revision().equals(from)) {
                return stored;
            }
            var payload = stored.payload().deepCopy();
            change.accept(payload);
            return new Stored(type, to, payload);
        };
    }

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
