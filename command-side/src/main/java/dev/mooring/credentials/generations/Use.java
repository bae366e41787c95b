package dev.mooring.credentials.generations;

import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.eventlog.Origin;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.WorkspaceId;

/**
 * An authorization whose credential is about to be used.
 *
 * @param granted as the log has it at its head
 * @param request the id of the request that it is used for
 */
public record Use(WorkspaceId workspace, Granted granted, String request) {

    private static final String ACTOR = "when-due-then-refresh";

    public AuthorizationId authorization() {
        return granted.id();
    }

    /** Of what is recorded on the way, such as a refresh: done for the owner, by nobody's hand. */
    public Origin origin() {
        return new Origin(granted.user().value(), ACTOR, null, request, null, null);
    }
}
