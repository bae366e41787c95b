package dev.mooring.authorizations;

import dev.mooring.deciding.Decisions;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationCommand.NameAuthorizingAccount;
import dev.mooring.language.authorization.AuthorizationCommand.RecordReauthorizationNeeded;
import dev.mooring.language.authorization.AuthorizationCommand.RecordRecovery;
import dev.mooring.language.authorization.AuthorizationEvent;
import org.axonframework.commandhandling.CommandHandler;

/** Runs the commands that concern an authorization alone. */
public final class AuthorizationHandler {

    private final Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations;

    public AuthorizationHandler(
            Decisions<Authorization, AuthorizationCommand, AuthorizationEvent> authorizations) {
        this.authorizations = authorizations;
    }

    @CommandHandler
    void handle(NameAuthorizingAccount command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordReauthorizationNeeded command) {
        decide(command);
    }

    @CommandHandler
    void handle(RecordRecovery command) {
        decide(command);
    }

    private void decide(AuthorizationCommand command) {
        authorizations.decide(command.authorization().value(), command);
    }
}
