package dev.mooring.eventlog.axon;

import dev.mooring.eventlog.sample.Samples;
import dev.mooring.eventlog.sample.ThingEvent;
import dev.mooring.eventlog.sample.ThingEvent.ThingMade;
import dev.mooring.eventlog.sample.ThingEvent.ThingUsed;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.util.List;
import org.axonframework.commandhandling.CommandHandler;
import org.axonframework.eventsourcing.EventSourcingHandler;
import org.axonframework.messaging.annotation.MetaDataValue;
import org.axonframework.modelling.command.AggregateIdentifier;
import org.axonframework.modelling.command.AggregateLifecycle;
import org.axonframework.modelling.command.AggregateNotFoundException;
import org.axonframework.modelling.command.Repository;

/** A thing as Axon has it, and the commands that change one or several. */
final class Thing {

    @AggregateIdentifier private String id;
    private int times;

    Thing() {}

    record MakeThings(List<String> things) {}

    /** Uses each thing once more, at most three times. */
    record UseThings(List<String> things) {}

    @EventSourcingHandler
    void on(ThingEvent event) {
        id = event.thing();
        if (event instanceof ThingUsed used) {
            times += used.times();
        }
    }

    void use() {
        if (times == 3) {
            throw Refusal.of(ErrorCode.REQUEST_INVALID);
        }
        AggregateLifecycle.apply(ThingUsed.once(id));
    }

    /** Handles the commands. */
    static class Handler {

        private final Repository<Thing> things;
        Runnable beforeCommit = () -> {};
        String sawWorkspace = "";

        Handler(Repository<Thing> things) {
            this.things = things;
        }

        @CommandHandler
        void handle(MakeThings command, @MetaDataValue("workspace") String workspace)
                throws Exception {
            sawWorkspace = workspace;
            for (var thing : command.things()) {
                ThingMade made = Samples.made(thing);
                things.newInstance(() -> {
                    AggregateLifecycle.apply(made);
                    return new Thing();
                });
            }
            beforeCommit.run();
        }

        @CommandHandler
        void handle(UseThings command) {
            for (var thing : command.things()) {
                load(thing).execute(Thing::use);
            }
            beforeCommit.run();
        }

        private org.axonframework.modelling.command.Aggregate<Thing> load(String thing) {
            try {
                return things.load(thing);
            } catch (AggregateNotFoundException e) {
                throw Refusal.of(ErrorCode.ROUTE_UNKNOWN);
            }
        }
    }
}
