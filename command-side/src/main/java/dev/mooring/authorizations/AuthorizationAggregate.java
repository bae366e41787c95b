package dev.mooring.authorizations;

import dev.mooring.deciding.DecidedAggregate;
import dev.mooring.language.authorization.AuthorizationCommand;
import dev.mooring.language.authorization.AuthorizationEvent;

/** Runs {@link AuthorizationDecider} on Axon. */
public final class AuthorizationAggregate
        extends DecidedAggregate<Authorization, AuthorizationCommand, AuthorizationEvent> {

    public AuthorizationAggregate() {
        super(new AuthorizationDecider(), AuthorizationEvent.class);
    }
}
