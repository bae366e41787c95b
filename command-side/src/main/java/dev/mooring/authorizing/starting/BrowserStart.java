package dev.mooring.authorizing.starting;

import dev.mooring.authorizing.AuthorizingProperties;
import dev.mooring.authorizing.attempts.Attempt;
import dev.mooring.authorizing.attempts.Attempts;
import dev.mooring.authorizing.attempts.Finish;
import dev.mooring.connections.ConnectionLookup.Found;
import dev.mooring.connections.ConnectionWrites.Target;
import dev.mooring.eventlog.CommandSender;
import dev.mooring.eventlog.Receipt;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.Start;
import dev.mooring.language.service.Auth;
import dev.mooring.oauth2.Issuer;
import dev.mooring.oauth2.OneTimeSecret;
import dev.mooring.services.Configurations;
import dev.mooring.services.Service;
import dev.mooring.services.ServiceDirectory;
import java.net.URI;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Begins attempts that a person finishes in a browser. Thread-safe. */
public final class BrowserStart {

    private final Attempts attempts;
    private final CommandSender sender;
    private final ServiceDirectory services;
    private final Configurations configurations;
    private final AuthorizingProperties properties;
    private final boolean development;
    private final UnaryOperator<String> urls;

    /**
     * @param development whether nobody has to confirm who finishes (security.md 4)
     * @param urls makes a path of this server a URL
     */
    public BrowserStart(
            Attempts attempts,
            CommandSender sender,
            ServiceDirectory services,
            Configurations configurations,
            AuthorizingProperties properties,
            boolean development,
            UnaryOperator<String> urls) {
        this.attempts = attempts;
        this.sender = sender;
        this.services = services;
        this.configurations = configurations;
        this.properties = properties;
        this.development = development;
        this.urls = urls;
    }

    /** An attempt, where to send the browser, and what became of the command. */
    record Started(Attempt attempt, URI startUrl, Receipt receipt) {}

    /**
     * Begins an attempt: sealed beside the log first, then in it.
     *
     * @throws Refusal what the connection's decider says, {@code return_url.required}, {@code
     *     return_url.not_allowed}, {@code client.missing}, {@code attempts.too_many}
     */
    Started begin(
            Target target, Service service, DisplayName name, @Nullable URI returnUrl, Kind kind) {
        var connection = target.found().connection();
        var workspace = target.found().workspace();
        var finish = finish(returnUrl);
        services.requireClient(service);
        var chosen =
                configurations.choose(
                        connection.user(), service, connection.scopes(), connection.parameters());
        var command = target.context().command();
        var start =
                new Start(
                        AttemptId.madeBy(command),
                        AuthorizationId.madeBy(command),
                        name,
                        properties.window(),
                        service.version(),
                        chosen.scopes(),
                        chosen.fingerprint(),
                        null);
        var attempt =
                new Attempt(
                        workspace,
                        start.attempt(),
                        connection.id(),
                        start.authorization(),
                        connection.user(),
                        service.registration(),
                        service.id(),
                        service.version(),
                        chosen.scopes(),
                        issuer(service, chosen.parameters()),
                        finish,
                        target.at().plus(properties.window()));
        var ticket = attempts.start(attempt).orElseThrow(() -> Refusal.of(ErrorCode.ATTEMPT_ENDED));
        try {
            requireRoom(attempt);
            var receipt =
                    sender.send(
                            kind.command(connection.id(), start, target.at()), target.context());
            abandonEnded(workspace, receipt);
            return new Started(attempt, startUrl(ticket), receipt);
        } catch (Refusal refusal) {
            attempts.abandon(workspace, attempt.attempt());
            throw refusal;
        }
    }

    /**
     * A new start URL for an attempt that was begun; the one before opens nothing any more.
     *
     * @throws Refusal {@code attempt.ended}
     */
    URI again(Found found, String attempt) {
        return attempts.restart(found.workspace(), new AttemptId(attempt))
                .map(this::startUrl)
                .orElseThrow(() -> Refusal.of(ErrorCode.ATTEMPT_ENDED));
    }

    /** Counted with this one stored, so that of many that begin at once none slips past. */
    private void requireRoom(Attempt attempt) {
        var perUser = properties.attemptsPerUser();
        var perWorkspace = properties.attemptsPerWorkspace();
        if (attempts.othersWaitingOfUser(attempt, perUser) >= perUser
                || attempts.othersWaitingOfWorkspace(attempt, perWorkspace) >= perWorkspace) {
            throw Refusal.of(ErrorCode.ATTEMPTS_TOO_MANY)
                    .with(Refusal.RETRY_AFTER_SECONDS, properties.window().toSeconds() + 1);
        }
    }

    private URI startUrl(OneTimeSecret ticket) {
        return URI.create(urls.apply("/connect/" + ticket.value()));
    }

    private Finish finish(@Nullable URI returnUrl) {
        if (returnUrl == null) {
            if (!development) {
                throw Refusal.of(ErrorCode.RETURN_URL_REQUIRED);
            }
            return new Finish.Unchecked();
        }
        if (!properties.returnUrls().contains(returnUrl)) {
            throw Refusal.of(ErrorCode.RETURN_URL_NOT_ALLOWED);
        }
        return new Finish.ByConfirmation(returnUrl);
    }

    private void abandonEnded(WorkspaceId workspace, Receipt receipt) {
        for (var recorded : receipt.events()) {
            switch (recorded.event()) {
                case AuthorizationFailed failed ->
                        attempts.abandon(workspace, new AttemptId(failed.attempt()));
                case AuthorizationExpired expired ->
                        attempts.abandon(workspace, new AttemptId(expired.attempt()));
                default -> {}
            }
        }
    }

    private static Issuer issuer(Service service, Map<String, String> parameters) {
        return service.definition().auth() instanceof Auth.OAuth2AuthorizationCode code
                ? new Issuer(code.filled(parameters).issuer(), code.issuerInResponse())
                : Issuer.UNKNOWN;
    }
}
