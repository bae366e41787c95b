package dev.mooring.query.history;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.ApplicationDisallowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationExpired;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationFailed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationReused;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationSwitched;
import dev.mooring.language.connection.ConnectionEvent.CallbackCameLate;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDeleted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionDisconnected;
import dev.mooring.language.connection.ConnectionEvent.ConnectionEnabled;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.ScopesChanged;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.language.workspace.IssuerEvent;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.WorkspaceEvent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells an event in a sentence. Pure, and exhaustive: an event that is new does not compile without
 * its words. What is personal in them is shown as the reader's clearance has it.
 */
final class Words {

    private final Facts before;
    private final Facts after;
    private final Clearance clearance;

    Words(Facts before, Facts after, Clearance clearance) {
        this.before = before;
        this.after = after;
        this.clearance = clearance;
    }

    /**
     * The sentence.
     *
     * @throws IllegalArgumentException for an event of none of the domain's kinds
     */
    String of(DomainEvent event) {
        return switch (event) {
            case ConnectionEvent it -> connection(it);
            case AuthorizationEvent it -> authorization(it);
            case LinkNameEvent it -> AdministrativeWords.of(it);
            case ServiceEvent it -> AdministrativeWords.of(it);
            case ClientEvent it -> AdministrativeWords.of(it);
            case WorkspaceEvent it -> AdministrativeWords.of(it);
            case IssuerEvent it -> AdministrativeWords.of(it);
            case UserEvent it -> AdministrativeWords.of(it, clearance);
            case ApplicationEvent it -> AdministrativeWords.of(it);
            case KeyEvent it -> AdministrativeWords.of(it);
            default ->
                    throw new IllegalArgumentException(
                            "there are no words for " + event.getClass());
        };
    }

    private String connection(ConnectionEvent event) {
        return switch (event) {
            case ConnectionCreated it ->
                    "The connection %s to %s was created, to ask for %s."
                            .formatted(quoted(it.name()), it.service(), list(it.scopes()));
            case AuthorizationStarted it ->
                    "Authorizing as %s began; the service has until %s to answer."
                            .formatted(quoted(it.accountName()), it.expiresAt());
            case ReauthorizationStarted it ->
                    "Authorizing anew as %s began; %s stays in effect meanwhile, and the service has until %s to answer."
                            .formatted(quoted(it.accountName()), it.replaces(), it.expiresAt());
            case CallbackReceived _ -> "The service's answer came in time.";
            case CallbackCameLate _ ->
                    "The service's answer came after the window had closed; it changed nothing else.";
            case ConnectionAuthorized it ->
                    "The connection was authorized by %s.".formatted(it.authorization());
            case ConnectionReauthorized it -> reauthorized(it.authorization(), it.replaced());
            case AuthorizationFailed it -> failed(it.reason(), it.serviceError());
            case AuthorizationExpired _ ->
                    "The attempt expired without an answer; what was in effect still is.";
            case AuthorizationReused it ->
                    "The connection took up %s, which its user already held."
                            .formatted(it.authorization());
            case AuthorizationSwitched it ->
                    "The connection was moved from %s to %s."
                            .formatted(it.replaced(), it.authorization());
            case ConnectionRenamed it ->
                    "The connection was renamed from “%s” to %s."
                            .formatted(before.words("name", clearance), quoted(it.name()));
            case ScopesChanged it ->
                    "The scopes asked for were changed from %s to %s, which takes a new consent."
                            .formatted(before.words("scopes", clearance), list(it.scopes()));
            case ConnectionDisabled _ -> "The connection was disabled.";
            case ConnectionEnabled _ -> "The connection was enabled.";
            case ApplicationAllowed it ->
                    "%s may use the connection from now on.".formatted(it.application());
            case ApplicationDisallowed it ->
                    "%s may no longer use the connection.".formatted(it.application());
            case ConnectionDisconnected it ->
                    "The connection lost %s, which was revoked.".formatted(it.authorization());
            case ConnectionDeleted it ->
                    it.forced()
                            ? "The connection was deleted, though applications still had access."
                            : "The connection was deleted.";
        };
    }

    private String authorization(AuthorizationEvent event) {
        return switch (event) {
            case AuthorizationGranted it -> granted(it);
            case AccountNamed it ->
                    "The account was given the name %s, which it keeps."
                            .formatted(quoted(it.accountName()));
            case AuthorizationMapped it ->
                    "%s uses the authorization from now on.".formatted(it.connection());
            case AuthorizationUnmapped it -> unmapped(it.connection());
            case AuthorizationRevoked _ ->
                    "The authorization was revoked, for every connection that shared it.";
            case ReauthorizationNeeded it ->
                    "The service no longer honours the authorization (%s).".formatted(it.reason());
            case AuthorizationRecovered _ ->
                    "The authorization works again: a refresh thought lost had succeeded.";
            case AuthorizationRetired _ ->
                    "The authorization's last connection has left it; its credential is destroyed.";
        };
    }

    private static String reauthorized(String authorization, @Nullable String replaced) {
        return replaced == null
                ? "The connection was authorized anew by %s.".formatted(authorization)
                : "The connection was authorized anew by %s, in place of %s."
                        .formatted(authorization, replaced);
    }

    private static String failed(String reason, @Nullable String serviceError) {
        var why = serviceError == null ? reason : reason + ", the service said " + serviceError;
        return "The attempt failed (%s); what was in effect still is.".formatted(why);
    }

    private String granted(AuthorizationGranted event) {
        var name = event.accountName();
        return "%s at %s granted %s."
                .formatted(
                        name == null ? "A nameless account" : "The account " + quoted(name),
                        event.service(),
                        list(event.grantedScopes()));
    }

    private String unmapped(String connection) {
        return "%s no longer uses the authorization; left are: %s."
                .formatted(connection, after.words("connections", clearance));
    }

    private String quoted(String personal) {
        return "“" + clearance.text(personal) + "”";
    }

    private static String list(List<String> scopes) {
        return scopes.isEmpty() ? "no scopes" : String.join(", ", scopes);
    }
}
