package dev.mooring.language.authorization;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.EventType;
import dev.mooring.language.Personal;
import dev.mooring.language.Subject;
import java.time.Instant;
import java.util.List;
import org.axonframework.serialization.Revision;
import org.jspecify.annotations.Nullable;

/** What happened to an authorization. */
public sealed interface AuthorizationEvent extends DomainEvent {

    /** The authorization's id. */
    String authorization();

    @Override
    default String aggregateId() {
        return authorization();
    }

    /**
     * An account at the service granted access.
     *
     * @param accountName the name its user gave it; null for those from before such names existed
     * @param clientVersion the version of the workspace's client that it was granted to; 0 for key
     *     types
     * @param grantedScopes what the service said it granted, which may be less than was asked for
     * @param vaultVersion the version of the vault's entry that holds its credential
     * @param endsAt when the grant itself ends, where the service tells
     */
    @EventType("authorization.granted")
    @Revision("1")
    record AuthorizationGranted(
            String authorization,
            @Subject String user,
            String service,
            int serviceVersion,
            String registration,
            int clientVersion,
            String fingerprint,
            @Personal @Nullable String accountName,
            List<String> grantedScopes,
            long vaultVersion,
            @Nullable Instant endsAt)
            implements AuthorizationEvent {}

    /** A nameless authorization got its account name, which it keeps. */
    @EventType("authorization.account_named")
    @Revision("1")
    record AccountNamed(String authorization, @Subject String user, @Personal String accountName)
            implements AuthorizationEvent {}

    /** A connection shares the authorization from now on. */
    @EventType("authorization.mapped")
    @Revision("1")
    record AuthorizationMapped(String authorization, String connection)
            implements AuthorizationEvent {}

    /** A connection no longer shares the authorization. */
    @EventType("authorization.unmapped")
    @Revision("1")
    record AuthorizationUnmapped(String authorization, String connection)
            implements AuthorizationEvent {}

    /** The user or an administrator ended it for every connection that shared it. */
    @EventType("authorization.revoked")
    @Revision("1")
    record AuthorizationRevoked(String authorization) implements AuthorizationEvent {}

    /**
     * The service no longer honours it.
     *
     * @param reason a stable code, such as {@code invalid_grant}
     * @param vaultVersion the version of the credential that was refused
     */
    @EventType("authorization.needs_reauthorization")
    @Revision("1")
    record ReauthorizationNeeded(String authorization, String reason, long vaultVersion)
            implements AuthorizationEvent {}

    /** A refresh thought lost turned out to have succeeded. */
    @EventType("authorization.recovered")
    @Revision("1")
    record AuthorizationRecovered(String authorization, long vaultVersion)
            implements AuthorizationEvent {}

    /** Its last connection left it; its credential is destroyed. */
    @EventType("authorization.retired")
    @Revision("1")
    record AuthorizationRetired(String authorization) implements AuthorizationEvent {}
}
