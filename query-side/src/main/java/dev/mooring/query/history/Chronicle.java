package dev.mooring.query.history;

import dev.mooring.eventlog.RecordedEvent;
import dev.mooring.language.authorization.AuthorizationEvent;
import dev.mooring.language.connection.ConnectionEvent;
import dev.mooring.language.linkname.LinkNameEvent;
import dev.mooring.language.service.ClientEvent;
import dev.mooring.language.service.ServiceEvent;
import dev.mooring.language.workspace.ApplicationEvent;
import dev.mooring.language.workspace.IssuerEvent;
import dev.mooring.language.workspace.KeyEvent;
import dev.mooring.language.workspace.UserEvent;
import dev.mooring.language.workspace.WorkspaceEvent;
import dev.mooring.query.connection.ConnectionState;
import dev.mooring.query.connection.GrantState;
import dev.mooring.query.connection.Shown;
import dev.mooring.query.connectiondetails.AttemptState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One aggregate, told event by event: how it was before each and how it is after, by the folds that
 * read models are made with. Takes its events from the first on, in order. For one thread.
 */
final class Chronicle {

    /** No window has closed by then: that one closed is an event of its own. */
    private static final Instant BEFORE_ANY_EXPIRY = Instant.MIN;

    private @Nullable ConnectionState connection;
    private @Nullable GrantState grant;
    private final Map<String, AttemptState> attempts = new HashMap<>();
    private Facts known = Facts.NONE;

    Told next(RecordedEvent recorded) {
        var attempt = AttemptState.KIND.concern().of(recorded);
        var before = facts(attempt);
        fold(recorded, attempt);
        return new Told(recorded, before, facts(attempt));
    }

    private void fold(RecordedEvent recorded, @Nullable String attempt) {
        switch (recorded.event()) {
            case ConnectionEvent _ -> {
                connection = ConnectionState.fold(connection, recorded);
                if (attempt != null) {
                    attempts.compute(attempt, (_, was) -> AttemptState.fold(was, recorded));
                }
            }
            case AuthorizationEvent _ -> grant = GrantState.fold(grant, recorded);
            case LinkNameEvent it -> known = Known.after(known, it);
            case ServiceEvent it -> known = Known.after(known, it);
            case ClientEvent it -> known = Known.after(known, it);
            case WorkspaceEvent it -> known = Known.after(known, it);
            case IssuerEvent it -> known = Known.after(known, it);
            case UserEvent it -> known = Known.after(known, it);
            case ApplicationEvent it -> known = Known.after(known, it);
            case KeyEvent it -> known = Known.after(known, it);
            default ->
                    throw new IllegalArgumentException(
                            "nothing is said of what changes by " + recorded.type());
        }
    }

    private Facts facts(@Nullable String attempt) {
        var facts = known;
        if (connection != null) {
            facts = facts.and(of(connection));
        }
        if (grant != null) {
            facts = facts.and(of(grant));
        }
        var run = attempt == null ? null : attempts.get(attempt);
        return run == null ? facts : facts.and(of(run));
    }

    private static Facts of(ConnectionState it) {
        var pending = it.pending();
        var configured = it.configured();
        var facts =
                Facts.NONE
                        .with("status", Shown.of(it, null, BEFORE_ANY_EXPIRY).status().text())
                        .withPersonal("name", it.name())
                        .with("linkName", it.linkName())
                        .with("service", it.service())
                        .with("serviceVersion", configured.serviceVersion())
                        .with("scopes", configured.scopes());
        for (var parameter : configured.parameters().entrySet()) {
            facts = facts.withPersonal("parameters." + parameter.getKey(), parameter.getValue());
        }
        return facts.with("authorization", it.mapping().authorization())
                .with("attempt", pending == null ? null : pending.attempt())
                .withPersonal("attempt.accountName", pending == null ? null : pending.accountName())
                .with("applications", it.applications());
    }

    private static Facts of(AttemptState it) {
        return Facts.NONE
                .with("attempt.status", it.outcome() == null ? "pending" : it.outcome())
                .with("attempt.answered", it.received() ? true : null)
                .with("attempt.reason", it.reason());
    }

    private static Facts of(GrantState it) {
        return Facts.NONE
                .with("standing", standing(it))
                .with("reason", it.refused())
                .withPersonal("accountName", it.accountName())
                .with("grantedScopes", it.scopes())
                .with("connections", it.connections())
                .with("endsAt", it.endsAt());
    }

    private static String standing(GrantState grant) {
        if (grant.ended()) {
            return "ended";
        }
        return grant.refused() == null ? "granted" : "refused";
    }
}
