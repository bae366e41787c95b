package dev.mooring.credentials.delivery;

import dev.mooring.api.request.Caller;
import dev.mooring.authorizations.Authorization.Granted;
import dev.mooring.connections.Connection.Live;
import dev.mooring.connections.ConnectionLookup;
import dev.mooring.credentials.clients.GrantedServices;
import dev.mooring.credentials.generations.Generations;
import dev.mooring.credentials.generations.HeldTokens;
import dev.mooring.credentials.generations.Use;
import dev.mooring.credentials.record.DeliveryRecords;
import dev.mooring.credentials.refresh.DueRule;
import dev.mooring.credentials.refresh.Refreshed;
import dev.mooring.credentials.refresh.Refresher;
import dev.mooring.credentials.refresh.Standing;
import dev.mooring.credentials.vault.Credential;
import dev.mooring.eventlog.StillAtHead;
import dev.mooring.language.ApplicationId;
import dev.mooring.language.CommandId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.Auth;
import dev.mooring.workspaces.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands a connection's credential out. Thread-safe; blocks while it is refreshed. */
public final class Delivery {

    /** More often than what is decided on changes while a credential is fetched. */
    private static final int TURNS = 5;

    private final ConnectionLookup lookup;
    private final Commands commands;
    private final GrantedServices services;
    private final Generations generations;
    private final Refresher refresher;
    private final Standing standing;
    private final DeliveryRecords records;
    private final StillAtHead stillAtHead;
    private final InstantSource clock;

    Delivery(
            ConnectionLookup lookup,
            Commands commands,
            GrantedServices services,
            Generations generations,
            Refresher refresher,
            Standing standing,
            DeliveryRecords records,
            StillAtHead stillAtHead,
            InstantSource clock) {
        this.lookup = lookup;
        this.commands = commands;
        this.services = services;
        this.generations = generations;
        this.refresher = refresher;
        this.standing = standing;
        this.records = records;
        this.stillAtHead = stillAtHead;
        this.clock = clock;
    }

    /**
     * A credential that leaves, on record already.
     *
     * @param expiresAt null where it does not expire, or the service does not say
     */
    public record Delivered(
            Injection injection,
            @Nullable Instant expiresAt,
            List<String> grantedScopes,
            List<String> missingScopes) {}

    /**
     * Hands out the credential of the connection that a path names, refreshed first where it is
     * due.
     *
     * @param needed how long it has to be valid for, as far as the service lets it
     * @throws Refusal where the caller may not have it, or it cannot be had
     */
    public Delivered deliver(Caller caller, String path, Duration needed) {
        var why = ErrorCode.CREDENTIAL_UNAVAILABLE;
        for (int turn = 1; turn <= TURNS; turn++) {
            var ready = prepareUnlessMoved(caller, path, needed);
            if (ready.isEmpty()) {
                // The log has it in effect all the while, and the vault has it destroyed.
                why = ErrorCode.VAULT_ROLLED_BACK;
            } else if (isStillDue(caller, ready.get())) {
                return ready.get().delivered();
            } else {
                why = ErrorCode.CREDENTIAL_UNAVAILABLE;
            }
        }
        throw Refusal.of(why);
    }

    /**
     * What is to be handed out.
     *
     * @param readAt the last sequences of the aggregates that this was decided on
     */
    private record Ready(
            Live connection, Use use, long vaultVersion, Delivered delivered, ReadAt readAt) {}

    /** How far a connection and its authorization had gone when they were read. */
    private record ReadAt(long connection, long authorization) {}

    private Optional<Ready> prepareUnlessMoved(Caller caller, String path, Duration needed) {
        var found = lookup.find(caller, path);
        var connection = found.connection();
        var authorization = WhoMayTake.mayTake(connection, application(caller));
        var read = lookup.authorization(found.workspace(), authorization);
        var grant = WhoMayTake.grant(connection, read.state());
        if (grant.isEmpty()) {
            return Optional.empty();
        }
        var use = new Use(found.workspace(), grant.get(), caller.requestId());
        try {
            var readAt = new ReadAt(found.version(), read.version());
            return Optional.of(prepare(connection, use, needed, readAt));
        } catch (Refusal e) {
            if (e.code() == ErrorCode.AUTHORIZATION_NOT_IN_EFFECT) {
                // It ended after it was read; the connection tells what came of that.
                return Optional.empty();
            }
            throw e;
        }
    }

    private Ready prepare(Live connection, Use use, Duration needed, ReadAt readAt) {
        var granted = use.granted();
        var auth =
                services.find(use.workspace(), granted.service(), granted.serviceVersion())
                        .definition()
                        .auth();
        var credential = usable(use, auth, needed);
        return new Ready(
                connection,
                use,
                credential.version(),
                delivered(auth, credential, connection, granted),
                readAt);
    }

    /**
     * Records that it leaves, and then makes sure that the log has gone no further meanwhile, or
     * had not before, unnoticed by a primary that was replaced.
     *
     * @return false where it has to be decided again
     * @throws Refusal {@code credential.unavailable} where the caller's key has changed, which the
     *     next request is judged by
     */
    private boolean isStillDue(Caller caller, Ready ready) {
        var connection = ready.connection();
        var context = commands.context(caller, connection.user(), CommandId.random().value());
        records.made(
                context,
                connection.id(),
                ready.use().authorization(),
                ready.vaultVersion(),
                application(caller));

        var key = caller.principal();
        var keyReadAt =
                key.version() < 0 ? Map.<String, Long>of() : Map.of(key.id(), key.version());
        var readAt = new HashMap<>(keyReadAt);
        readAt.put(connection.id().value(), ready.readAt().connection());
        readAt.put(ready.use().authorization().value(), ready.readAt().authorization());
        if (stillAtHead.holds(context.command(), readAt)) {
            return true;
        }
        if (!stillAtHead.holds(context.command(), keyReadAt)) {
            throw Refusal.of(ErrorCode.CREDENTIAL_UNAVAILABLE);
        }
        return false;
    }

    private Credential usable(Use use, Auth auth, Duration needed) {
        var newest = generations.newest(use);
        if (use.granted().refused()) {
            requireLaterSuccess(use, newest);
        }
        return switch (auth) {
            case Auth.OAuth2AuthorizationCode _ -> fresh(use, newest, needed);
            case Auth.ApiKeys _, Auth.Basic _, Auth.Bearer _ -> newest;
        };
    }

    /** A refresh that was thought lost may have succeeded since (security.md 14). */
    private void requireLaterSuccess(Use use, Credential newest) {
        if (newest.version() <= use.granted().vaultVersion()) {
            throw Refusal.of(ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION);
        }
        standing.works(use, newest.version());
    }

    private Credential fresh(Use use, Credential newest, Duration needed) {
        var tokens = HeldTokens.from(newest.fields());
        if (!DueRule.isDue(tokens, clock.instant(), needed)) {
            return newest;
        }
        return switch (refresher.refresh(use, newest, needed)) {
            case Refreshed.Newer newer -> newer.credential();
            case Refreshed.Refused _ ->
                    throw Refusal.of(ErrorCode.AUTHORIZATION_NEEDS_REAUTHORIZATION);
            case Refreshed.Unchanged unchanged -> {
                if (tokens.isValid(clock.instant())) {
                    yield newest;
                }
                throw Refusal.of(
                        switch (unchanged.why()) {
                            case LATER -> ErrorCode.CREDENTIAL_UNAVAILABLE;
                            case OUTCOME_UNKNOWN -> ErrorCode.REFRESH_OUTCOME_UNKNOWN;
                        });
            }
        };
    }

    private static Delivered delivered(
            Auth auth, Credential credential, Live connection, Granted granted) {
        var injection = Injection.of(auth, credential.fields());
        return switch (auth) {
            case Auth.OAuth2AuthorizationCode _ -> {
                var tokens = HeldTokens.from(credential.fields());
                yield delivered(injection, tokens.until(), tokens.scopes(), connection);
            }
            case Auth.ApiKeys _, Auth.Basic _, Auth.Bearer _ ->
                    delivered(injection, granted.endsAt(), granted.scopes(), connection);
        };
    }

    private static Delivered delivered(
            Injection injection, @Nullable Instant until, List<String> scopes, Live connection) {
        var missing =
                connection.scopes().stream().filter(scope -> !scopes.contains(scope)).toList();
        return new Delivered(injection, until, scopes, missing);
    }

    private static @Nullable ApplicationId application(Caller caller) {
        var application = caller.principal().application();
        return application == null ? null : new ApplicationId(application);
    }
}
