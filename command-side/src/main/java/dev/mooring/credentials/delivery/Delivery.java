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
import dev.mooring.language.ApplicationId;
import dev.mooring.language.CommandId;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.language.service.Auth;
import dev.mooring.workspaces.Commands;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hands a connection's credential out. Thread-safe; blocks while it is refreshed. */
public final class Delivery {

    /**
     * More often than a connection moves to another authorization while its credential is fetched.
     */
    private static final int TURNS = 5;

    private final ConnectionLookup lookup;
    private final Commands commands;
    private final GrantedServices services;
    private final Generations generations;
    private final Refresher refresher;
    private final Standing standing;
    private final DeliveryRecords records;
    private final InstantSource clock;

    Delivery(
            ConnectionLookup lookup,
            Commands commands,
            GrantedServices services,
            Generations generations,
            Refresher refresher,
            Standing standing,
            DeliveryRecords records,
            InstantSource clock) {
        this.lookup = lookup;
        this.commands = commands;
        this.services = services;
        this.generations = generations;
        this.refresher = refresher;
        this.standing = standing;
        this.records = records;
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
        for (int turn = 1; turn <= TURNS; turn++) {
            var delivered = deliverUnlessMoved(caller, path, needed);
            if (delivered.isPresent()) {
                return delivered.get();
            }
        }
        // The log has it in effect all the while, and the vault has it destroyed.
        throw Refusal.of(ErrorCode.VAULT_ROLLED_BACK);
    }

    private Optional<Delivered> deliverUnlessMoved(Caller caller, String path, Duration needed) {
        var found = lookup.find(caller, path);
        var connection = found.connection();
        var application = application(caller);
        var authorization = WhoMayTake.mayTake(connection, application);
        var grant =
                WhoMayTake.grant(
                        connection, lookup.authorization(found.workspace(), authorization));
        if (grant.isEmpty()) {
            return Optional.empty();
        }
        var use = new Use(found.workspace(), grant.get(), caller.requestId());
        try {
            return Optional.of(deliver(caller, application, connection, use, needed));
        } catch (Refusal e) {
            if (e.code() == ErrorCode.AUTHORIZATION_NOT_IN_EFFECT) {
                // It ended after it was read; the connection tells what came of that.
                return Optional.empty();
            }
            throw e;
        }
    }

    private Delivered deliver(
            Caller caller,
            @Nullable ApplicationId application,
            Live connection,
            Use use,
            Duration needed) {
        var granted = use.granted();
        var auth =
                services.find(use.workspace(), granted.service(), granted.serviceVersion())
                        .definition()
                        .auth();
        var credential = usable(use, auth, needed);
        var delivered = delivered(auth, credential, connection, granted);
        records.made(
                commands.context(caller, connection.user(), CommandId.random().value()),
                connection.id(),
                use.authorization(),
                credential.version(),
                application);
        return delivered;
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
