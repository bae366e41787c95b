package dev.mooring.credentials.refresh;

import dev.mooring.authorizations.Authorization;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.credentials.generations.Use;
import dev.mooring.deciding.StateAtHead;
import dev.mooring.eventlog.CommandContext;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.language.CommandId;
import dev.mooring.language.authorization.AuthorizationCommand.RecordReauthorizationNeeded;
import dev.mooring.language.authorization.AuthorizationCommand.RecordRecovery;
import dev.mooring.language.authorization.AuthorizationEvent;
import java.time.InstantSource;

/** Tells the log what refreshing has shown about an authorization. Thread-safe. */
public final class Standing {

    private final StateAtHead<Authorization, AuthorizationEvent> authorizations;
    private final CommandSender sender;
    private final InstantSource clock;

    public Standing(
            StateAtHead<Authorization, AuthorizationEvent> authorizations,
            CommandSender sender,
            InstantSource clock) {
        this.authorizations = authorizations;
        this.sender = sender;
        this.clock = clock;
    }

    /**
     * The service no longer honours it.
     *
     * @param reason a stable code
     * @param version the generation that was refused
     */
    void needsReauthorization(Use use, String reason, long version) {
        var at = clock.instant();
        sender.send(
                new RecordReauthorizationNeeded(use.authorization(), reason, version, at),
                CommandContext.of(use.workspace(), use.origin(), at)
                        .named(id(use, "authorization.needs_reauthorization", version)));
    }

    /**
     * A generation works. Where the log has it that an older one was refused, this heals it: a
     * refresh thought lost has succeeded (security.md 14).
     */
    public void works(Use use, long version) {
        var state = authorizations.read(use.workspace(), use.authorization().value()).state();
        if (state instanceof Granted granted
                && granted.refused()
                && granted.vaultVersion() < version) {
            var at = clock.instant();
            sender.send(
                    new RecordRecovery(use.authorization(), version, at),
                    CommandContext.of(use.workspace(), use.origin(), at)
                            .named(id(use, "authorization.recovered", version)));
        }
    }

    private static CommandId id(Use use, String what, long version) {
        return CommandId.of(
                what, use.workspace().value(), use.authorization().value(), Long.toString(version));
    }
}
