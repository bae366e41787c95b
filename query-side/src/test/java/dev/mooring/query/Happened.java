package dev.mooring.query;

import dev.mooring.language.LinkName;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationReused;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionReauthorized;
import dev.mooring.language.connection.ConnectionEvent.ReauthorizationStarted;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ParameterDefinition;
import dev.mooring.language.service.ScopeDefinition;
import dev.mooring.language.service.ScopeDefinition.Access;
import dev.mooring.language.service.ServiceDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events with everything filled in that a test does not care for. */
public final class Happened {

    public static final String USER = "usr_ann";
    public static final String SERVICE = "svc_drive";
    public static final String FINGERPRINT = "f".repeat(64);
    public static final List<String> SCOPES = List.of("files.read", "files.write");

    private Happened() {}

    public static ConnectionCreated created(String connection, String name) {
        return created(connection, name, USER, SERVICE);
    }

    public static ConnectionCreated created(
            String connection, String name, String user, String service) {
        return new ConnectionCreated(
                connection,
                user,
                name,
                connection.substring(4).toLowerCase(Locale.ROOT),
                service,
                1,
                "reg_" + service.substring(4),
                SCOPES,
                Map.of("region", "eu"),
                FINGERPRINT);
    }

    public static AuthorizationStarted started(
            String connection, String attempt, String authorization, Instant expiresAt) {
        return new AuthorizationStarted(
                connection,
                USER,
                attempt,
                authorization,
                "Work",
                1,
                SCOPES,
                FINGERPRINT,
                expiresAt);
    }

    public static ReauthorizationStarted restarted(
            String connection,
            String attempt,
            String authorization,
            String replaces,
            Instant expiresAt) {
        return new ReauthorizationStarted(
                connection,
                USER,
                attempt,
                authorization,
                replaces,
                "Home",
                1,
                SCOPES,
                FINGERPRINT,
                expiresAt);
    }

    public static AuthorizationGranted granted(String authorization, String accountName) {
        return granted(authorization, accountName, SCOPES);
    }

    public static AuthorizationGranted granted(
            String authorization, String accountName, List<String> scopes) {
        return new AuthorizationGranted(
                authorization,
                USER,
                SERVICE,
                1,
                "reg_drive",
                1,
                FINGERPRINT,
                accountName,
                scopes,
                1,
                null);
    }

    public static AuthorizationMapped mapped(String authorization, String connection) {
        return new AuthorizationMapped(authorization, connection);
    }

    public static AuthorizationUnmapped unmapped(String authorization, String connection) {
        return new AuthorizationUnmapped(authorization, connection);
    }

    public static ConnectionAuthorized authorized(
            String connection, String attempt, String authorization) {
        return new ConnectionAuthorized(connection, attempt, authorization);
    }

    public static ConnectionReauthorized reauthorized(
            String connection, String attempt, String authorization, String replaced) {
        return new ConnectionReauthorized(connection, attempt, authorization, replaced);
    }

    public static AuthorizationReused reused(String connection, String authorization) {
        return new AuthorizationReused(connection, authorization);
    }

    public static ServiceDefinition definition(String name) {
        return new ServiceDefinition(
                name,
                LinkName.from(name).value(),
                "Keeps things",
                "storage",
                new Auth.ApiKeys(
                        List.of(new Auth.KeyPlacement("X-Key", "Key", Auth.Place.HEADER, null))),
                List.of(
                        new ScopeDefinition(
                                "files.read", "Read files", List.of(Access.READ), List.of()),
                        new ScopeDefinition(
                                "files.write",
                                "Make and change files",
                                List.of(Access.CREATE, Access.UPDATE),
                                List.of("files.read"))),
                List.of("https://api.acme.example/v1"),
                List.of(new ParameterDefinition("region", "Region", "eu|us", true, "eu", true)));
    }
}
