package dev.mooring.eventlog.tck.golden;

import dev.mooring.language.DomainEvent;
import dev.mooring.language.activity.DeliveryEvent.DeliveryMade;
import dev.mooring.language.activity.DestructionEvent.CredentialDestroyed;
import dev.mooring.language.activity.ReadingEvent.ReadingMade;
import dev.mooring.language.activity.RefreshEvent.RefreshFailed;
import dev.mooring.language.activity.RefreshEvent.RefreshStarted;
import dev.mooring.language.activity.RefreshEvent.RefreshSucceeded;
import dev.mooring.language.authorization.AuthorizationEvent.AccountNamed;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRecovered;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRetired;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationRevoked;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationUnmapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
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
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameReleased;
import dev.mooring.language.service.Auth;
import dev.mooring.language.service.ClientEvent.ClientRegistered;
import dev.mooring.language.service.ParameterDefinition;
import dev.mooring.language.service.ScopeDefinition;
import dev.mooring.language.service.ServiceDefinition;
import dev.mooring.language.service.ServiceEvent.ServiceDrafted;
import dev.mooring.language.service.ServiceEvent.ServicePublished;
import dev.mooring.language.service.ServiceEvent.ServiceRevised;
import dev.mooring.language.workspace.ApplicationEvent.ApplicationRegistered;
import dev.mooring.language.workspace.IssuerEvent.IssuerDropped;
import dev.mooring.language.workspace.IssuerEvent.IssuerTrusted;
import dev.mooring.language.workspace.KeyEvent.KeyBootstrapped;
import dev.mooring.language.workspace.KeyEvent.KeyIssued;
import dev.mooring.language.workspace.KeyEvent.KeyRevoked;
import dev.mooring.language.workspace.KeyEvent.KeyRotated;
import dev.mooring.language.workspace.KeyEvent.PreviousSecretEnded;
import dev.mooring.language.workspace.UserEvent.ErasureStarted;
import dev.mooring.language.workspace.UserEvent.UserErased;
import dev.mooring.language.workspace.UserEvent.UserKeyDestroyed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import dev.mooring.language.workspace.WorkspaceEvent.IssuerRemoved;
import dev.mooring.language.workspace.WorkspaceEvent.IssuerSet;
import dev.mooring.language.workspace.WorkspaceEvent.WorkspaceCreated;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** One of each event, every field of it filled. */
final class SampleEvents {

    private static final String CONNECTION = "con_golden";
    private static final String AUTHORIZATION = "aut_golden";
    private static final String ATTEMPT = "att_golden";
    private static final String USER = "usr_golden";
    private static final String SERVICE = "svc_golden";
    private static final String REGISTRATION = "reg_golden";
    private static final String APPLICATION = "app_golden";
    private static final String FINGERPRINT = "f".repeat(64);
    private static final List<String> SCOPES = List.of("contacts.create", "contacts.read");
    private static final Instant LATER = Instant.parse("2026-01-02T03:05:35.678Z");

    private SampleEvents() {}

    static List<DomainEvent> ofTheDomain() {
        return List.of(
                new ConnectionCreated(
                        CONNECTION,
                        USER,
                        "Bücher \"und\" Ähnliches",
                        "acme_1",
                        SERVICE,
                        2,
                        REGISTRATION,
                        SCOPES,
                        Map.of("region", "eu"),
                        FINGERPRINT),
                new AuthorizationStarted(
                        CONNECTION,
                        USER,
                        ATTEMPT,
                        AUTHORIZATION,
                        "Ada at work",
                        2,
                        SCOPES,
                        FINGERPRINT,
                        LATER),
                new ReauthorizationStarted(
                        CONNECTION,
                        USER,
                        ATTEMPT,
                        AUTHORIZATION,
                        "aut_before",
                        "Ada at work",
                        2,
                        SCOPES,
                        FINGERPRINT,
                        LATER),
                new CallbackReceived(CONNECTION, ATTEMPT, LATER),
                new CallbackCameLate(CONNECTION, ATTEMPT),
                new ConnectionAuthorized(CONNECTION, ATTEMPT, AUTHORIZATION),
                new ConnectionReauthorized(CONNECTION, ATTEMPT, AUTHORIZATION, "aut_before"),
                new AuthorizationFailed(CONNECTION, ATTEMPT, "service_refused", "server_error"),
                new AuthorizationExpired(CONNECTION, ATTEMPT),
                new AuthorizationReused(CONNECTION, AUTHORIZATION),
                new AuthorizationSwitched(CONNECTION, AUTHORIZATION, "aut_before"),
                new ConnectionRenamed(CONNECTION, USER, "Books"),
                new ScopesChanged(CONNECTION, 2, SCOPES, FINGERPRINT),
                new ConnectionDisabled(CONNECTION),
                new ConnectionEnabled(CONNECTION),
                new ApplicationAllowed(CONNECTION, APPLICATION),
                new ApplicationDisallowed(CONNECTION, APPLICATION),
                new ConnectionDisconnected(CONNECTION, AUTHORIZATION),
                new ConnectionDeleted(CONNECTION, true),
                new AuthorizationGranted(
                        AUTHORIZATION,
                        USER,
                        SERVICE,
                        2,
                        REGISTRATION,
                        1,
                        FINGERPRINT,
                        "Ada at work",
                        SCOPES,
                        1,
                        LATER),
                new AccountNamed(AUTHORIZATION, USER, "Ada at work"),
                new AuthorizationMapped(AUTHORIZATION, CONNECTION),
                new AuthorizationUnmapped(AUTHORIZATION, CONNECTION),
                new AuthorizationRevoked(AUTHORIZATION),
                new ReauthorizationNeeded(AUTHORIZATION, "invalid_grant", 3),
                new AuthorizationRecovered(AUTHORIZATION, 4),
                new AuthorizationRetired(AUTHORIZATION),
                new LinkNameClaimed("wsp_golden/acme_1", "acme_1", CONNECTION),
                new LinkNameReleased("wsp_golden/acme_1", "acme_1", CONNECTION),
                new ServiceDrafted(SERVICE, 1, inBrowser()),
                new ServiceRevised(SERVICE, 2, byKeys()),
                new ServicePublished(SERVICE, 2),
                new ClientRegistered(REGISTRATION, SERVICE, 1, "mooring", 1, "d".repeat(64)),
                new WorkspaceCreated("wsp_golden", "Home"),
                new IssuerSet("wsp_golden", "iss_golden"),
                new IssuerRemoved("wsp_golden", "iss_golden"),
                new IssuerTrusted(
                        "iss_golden",
                        "wsp_golden",
                        "https://id.workspace.example",
                        "https://mooring.example/home",
                        List.of("ES256", "RS256"),
                        "https://id.workspace.example/jwks"),
                new IssuerDropped("iss_golden", "wsp_golden"),
                new UserRegistered(USER, "ada@workspace.example"),
                new ErasureStarted(USER),
                new UserKeyDestroyed(USER),
                new UserErased(USER),
                new ApplicationRegistered(APPLICATION, "Books"),
                new KeyBootstrapped("key_golden", List.of("keys:admin"), true, "a".repeat(64)),
                new KeyIssued(
                        "key_golden",
                        "Books",
                        List.of("connections:read", "tokens:read"),
                        APPLICATION,
                        List.of(USER),
                        LATER,
                        "a".repeat(64)),
                new KeyRotated("key_golden", LATER, LATER.plusSeconds(60), "b".repeat(64)),
                new PreviousSecretEnded("key_golden"),
                new KeyRevoked("key_golden"));
    }

    static List<DomainEvent> ofActivity() {
        var refresh = AUTHORIZATION + ".3";
        return List.of(
                new DeliveryMade("dlv_golden", CONNECTION, AUTHORIZATION, 3, APPLICATION),
                new RefreshStarted(refresh, AUTHORIZATION, 3, 7),
                new RefreshSucceeded(refresh, AUTHORIZATION, 3, 4),
                new RefreshFailed(refresh, AUTHORIZATION, 3, "refused", "invalid_grant"),
                new CredentialDestroyed(AUTHORIZATION, "revoked"),
                new ReadingMade("rdg_golden", CONNECTION, USER, 3, 42, 17));
    }

    private static ServiceDefinition inBrowser() {
        return definition(
                new Auth.OAuth2AuthorizationCode(
                        "https://acme.example/authorize",
                        "https://acme.example/token",
                        "https://acme.example/refresh",
                        "https://acme.example/revoke",
                        "https://acme.example/userinfo",
                        "https://acme.example",
                        "https://acme.example/jwks",
                        true,
                        Auth.ClientAuthentication.POST,
                        Auth.Pkce.UNSUPPORTED,
                        Auth.Rotation.GRACE,
                        ",",
                        Map.of("access_type", "offline"),
                        Map.of("audience", "acme")));
    }

    private static ServiceDefinition byKeys() {
        return definition(
                new Auth.ApiKeys(
                        List.of(
                                new Auth.KeyPlacement(
                                        "X-Key", "Key", Auth.Place.HEADER, "Token "))));
    }

    private static ServiceDefinition definition(Auth auth) {
        return new ServiceDefinition(
                "Acme",
                "acme",
                "Customers and what they want",
                "crm",
                auth,
                List.of(
                        new ScopeDefinition(
                                "contacts.create",
                                "Add contacts",
                                List.of(ScopeDefinition.Access.CREATE),
                                List.of("contacts.read")),
                        new ScopeDefinition(
                                "contacts.read",
                                "Read contacts",
                                List.of(ScopeDefinition.Access.READ),
                                List.of())),
                List.of("https://api.acme.example/v1"),
                List.of(new ParameterDefinition("region", "Region", "eu|us", true, "eu", true)));
    }
}
