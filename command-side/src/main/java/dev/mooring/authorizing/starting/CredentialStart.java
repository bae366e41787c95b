package dev.mooring.authorizing.starting;

import dev.mooring.authorizing.AuthorizingProperties;
import dev.mooring.connections.ConnectionWrites.Target;
import dev.mooring.credentials.CredentialKeeper;
import dev.mooring.credentials.generations.Granting;
import dev.mooring.credentials.given.GivenCredential;
import dev.mooring.credentials.given.PostedCredential;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.connection.ConnectionCommand;
import dev.mooring.language.connection.Start;
import dev.mooring.services.Configurations;
import dev.mooring.services.Service;
import org.jspecify.annotations.Nullable;

/**
 * Authorizes with a credential that the user gives: started and completed in one commit.
 * Thread-safe.
 */
public final class CredentialStart {

    private final CommandSender sender;
    private final Configurations configurations;
    private final CredentialKeeper credentials;
    private final AuthorizingProperties properties;

    public CredentialStart(
            CommandSender sender,
            Configurations configurations,
            CredentialKeeper credentials,
            AuthorizingProperties properties) {
        this.sender = sender;
        this.configurations = configurations;
        this.credentials = credentials;
        this.properties = properties;
    }

    /**
     * Keeps the credential, then records the authorization.
     *
     * @throws Refusal what the connection's decider says, {@code credential.required}, {@code
     *     request.invalid}
     */
    Receipt authorize(
            Target target,
            Service service,
            DisplayName name,
            @Nullable PostedCredential posted,
            Kind kind) {
        var connection = target.found().connection();
        var workspace = target.found().workspace();
        var given = GivenCredential.read(service.definition().auth(), posted);
        var chosen =
                configurations.choose(
                        connection.user(), service, connection.scopes(), connection.parameters());
        var command = target.context().command();
        var attempt = AttemptId.madeBy(command);
        var authorization = AuthorizationId.madeBy(command);
        var grant =
                credentials.keep(
                        Granting.ofGiven(
                                workspace,
                                connection.id(),
                                attempt,
                                authorization,
                                connection.user(),
                                service),
                        given,
                        chosen.scopes());
        var start =
                new Start(
                        attempt,
                        authorization,
                        name,
                        properties.window(),
                        service.version(),
                        chosen.scopes(),
                        chosen.fingerprint(),
                        grant);
        var receipt =
                send(target, kind.command(connection.id(), start, target.at()), authorization);
        credentials.takeIntoUse(workspace, authorization);
        return receipt;
    }

    private Receipt send(Target target, ConnectionCommand command, AuthorizationId authorization) {
        try {
            return sender.send(command, target.context());
        } catch (Refusal refusal) {
            if (refusal.code() != ErrorCode.CONCURRENT_CHANGE) {
                credentials.abandon(
                        target.found().workspace(),
                        authorization,
                        target.context().origin().request());
            }
            throw refusal;
        }
    }
}
