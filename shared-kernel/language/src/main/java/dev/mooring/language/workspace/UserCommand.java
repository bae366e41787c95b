package dev.mooring.language.workspace;

import dev.mooring.language.Command;
import dev.mooring.language.UserId;
import java.time.Instant;
import org.axonframework.modelling.command.TargetAggregateIdentifier;

/** What can be asked of a user. */
public sealed interface UserCommand extends Command {

    UserId user();

    /**
     * Records a user whom the workspace's own systems know, on first use.
     *
     * @param externalId the id there, compared byte for byte
     */
    record RegisterUser(@TargetAggregateIdentifier UserId user, String externalId, Instant at)
            implements UserCommand {

        @Override
        public String toString() {
            return "RegisterUser[user=" + user + ", at=" + at + "]";
        }
    }

    /** Erases a user, for good. What it takes goes on after the command. */
    record EraseUser(@TargetAggregateIdentifier UserId user, Instant at) implements UserCommand {}

    /** Records that the user's key is destroyed, and that every node has noticed. */
    record RecordKeyDestroyed(@TargetAggregateIdentifier UserId user, Instant at)
            implements UserCommand {}

    /** Records that the erasure is complete. */
    record CompleteErasure(@TargetAggregateIdentifier UserId user, Instant at)
            implements UserCommand {}
}
