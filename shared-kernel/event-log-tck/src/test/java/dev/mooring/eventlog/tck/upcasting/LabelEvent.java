package dev.mooring.eventlog.tck.upcasting;

import dev.mooring.eventlog.Upcaster;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.EventTypes;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import java.util.List;
import org.axonframework.serialization.Revision;
import tools.jackson.databind.node.ObjectNode;

/** An event as each version of its software knew it, and how today's reads the older ones. */
final class LabelEvent {

    static final EventTypes FIRST = EventTypes.of(First.class);
    static final EventTypes SECOND = EventTypes.of(Second.class);
    static final EventTypes TODAY = EventTypes.of(Third.class);

    static final List<Upcaster> UPCASTERS =
            List.of(
                    Upcaster.revision("label.put", "1", "2", LabelEvent::nameTextAndUser),
                    Upcaster.revision("label.put", "2", "3", LabelEvent::collectColours));

    private LabelEvent() {}

    sealed interface First extends DomainEvent {

        @EventType("label.put")
        @Revision("1")
        record LabelPut(String label, @Subject String by, @Personal String text) implements First {

            @Override
            public String aggregateId() {
                return label;
            }
        }
    }

    /** The text became a name, the user got his own; a colour was added. */
    sealed interface Second extends DomainEvent {

        @EventType("label.put")
        @Revision("2")
        record LabelPut(String label, @Subject String user, @Personal String name, String colour)
                implements Second {

            @Override
            public String aggregateId() {
                return label;
            }
        }
    }

    /** There may be several colours. */
    sealed interface Third extends DomainEvent {

        @EventType("label.put")
        @Revision("3")
        record LabelPut(
                String label, @Subject String user, @Personal String name, List<String> colours)
                implements Third {

            @Override
            public String aggregateId() {
                return label;
            }
        }
    }

    private static void nameTextAndUser(ObjectNode payload) {
        payload.set("user", payload.remove("by"));
        payload.set("name", payload.remove("text"));
        payload.put("colour", "none");
    }

    private static void collectColours(ObjectNode payload) {
        payload.set("colours", payload.arrayNode().add(payload.remove("colour")));
    }
}
