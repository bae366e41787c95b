package dev.mooring.connections;

import dev.mooring.language.ApplicationId;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.DisplayName;
import dev.mooring.language.Fingerprint;
import dev.mooring.language.LinkName;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.connection.ConnectionCommand.CompleteAuthorization;
import dev.mooring.language.connection.ConnectionCommand.CreateConnection;
import dev.mooring.language.connection.ConnectionCommand.Reauthorize;
import dev.mooring.language.connection.ConnectionCommand.ReceiveCallback;
import dev.mooring.language.connection.ConnectionCommand.StartAuthorization;
import dev.mooring.language.connection.Grant;
import dev.mooring.language.connection.Start;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Commands as tests need them, each with what does not matter filled in. */
public final class Samples {

    public static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
    public static final UserId ADA = new UserId("usr_ada");
    public static final UserId GRACE = new UserId("usr_grace");
    public static final ServiceId SERVICE = new ServiceId("svc_acme");
    public static final RegistrationId REGISTRATION = new RegistrationId("reg_acme");
    public static final ApplicationId APPLICATION = new ApplicationId("app_1");
    public static final Fingerprint FINGERPRINT = fingerprint('a');
    public static final Fingerprint OTHER_FINGERPRINT = fingerprint('b');
    public static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    public static final Duration WINDOW = Duration.ofSeconds(90);

    private Samples() {}

    public static ConnectionId connection(int n) {
        return new ConnectionId("con_" + n);
    }

    public static AuthorizationId authorization(int n) {
        return new AuthorizationId("aut_" + n);
    }

    public static AttemptId attempt(int n) {
        return new AttemptId("att_" + n);
    }

    public static Fingerprint fingerprint(char digit) {
        return new Fingerprint(String.valueOf(digit).repeat(64));
    }

    public static DisplayName name(String text) {
        return new DisplayName(text);
    }

    public static CreateConnection create(int n) {
        return create(n, ADA, FINGERPRINT);
    }

    public static CreateConnection create(int n, UserId user, Fingerprint fingerprint) {
        return new CreateConnection(
                connection(n),
                user,
                name("Sales mail"),
                new LinkName("acme"),
                false,
                SERVICE,
                1,
                REGISTRATION,
                List.of("contacts.read"),
                Map.of("region", "eu"),
                fingerprint,
                NOON);
    }

    /** Attempt n, which would bring authorization n. */
    public static StartAuthorization start(int connection, int n, Instant at) {
        return new StartAuthorization(connection(connection), begin(n, null), at);
    }

    public static Reauthorize reauthorize(int connection, int n, Instant at) {
        return new Reauthorize(connection(connection), begin(n, null), at);
    }

    public static StartAuthorization startWithKey(int connection, int n, Instant at) {
        return new StartAuthorization(connection(connection), begin(n, grant(n)), at);
    }

    public static Reauthorize reauthorizeWithKey(int connection, int n, Instant at) {
        return new Reauthorize(connection(connection), begin(n, grant(n)), at);
    }

    public static ReceiveCallback receive(int connection, int n, Instant at) {
        return new ReceiveCallback(connection(connection), attempt(n), null, at);
    }

    public static CompleteAuthorization complete(int connection, int n, Instant at) {
        return new CompleteAuthorization(connection(connection), attempt(n), grant(n), at);
    }

    public static Grant grant(int n) {
        return new Grant(1, List.of("contacts.read"), n, null);
    }

    private static Start begin(int n, @Nullable Grant grant) {
        return new Start(
                attempt(n),
                authorization(n),
                name("ada@acme.example"),
                WINDOW,
                1,
                List.of("contacts.read"),
                FINGERPRINT,
                grant);
    }
}
