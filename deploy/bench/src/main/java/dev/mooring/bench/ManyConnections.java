package dev.mooring.bench;

import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.NewCommit;
import dev.mooring.eventlog.NewEvent;
import dev.mooring.eventlog.Origin;
import dev.mooring.keys.PersonalKeys;
import dev.mooring.language.CommandId;
import dev.mooring.language.DomainEvent;
import dev.mooring.language.WorkspaceId;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationGranted;
import dev.mooring.language.authorization.AuthorizationEvent.AuthorizationMapped;
import dev.mooring.language.authorization.AuthorizationEvent.ReauthorizationNeeded;
import dev.mooring.language.connection.ConnectionEvent.ApplicationAllowed;
import dev.mooring.language.connection.ConnectionEvent.AuthorizationStarted;
import dev.mooring.language.connection.ConnectionEvent.CallbackReceived;
import dev.mooring.language.connection.ConnectionEvent.ConnectionAuthorized;
import dev.mooring.language.connection.ConnectionEvent.ConnectionCreated;
import dev.mooring.language.connection.ConnectionEvent.ConnectionRenamed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Fills a log with what connections go through: made, authorized by their users, and then now and
 * then renamed, allowed to an application and refused by the service. Ten events to a connection,
 * in six commits, and one user to ten connections. Later changes are of connections made long
 * before as well as of new ones, as they are in a log that has grown.
 */
public final class ManyConnections {

    /** To a connection, its share of its user's registration left out. */
    static final int EVENTS = 10;

    private static final int CONNECTIONS_EACH = 10;
    private static final String APP = "app_bench";
    private static final List<String> SCOPES = List.of("files.read", "files.write");

    /** Connections that a caller goes on with, the oldest of which ends first. */
    private static final int UNDER_WAY = 20;

    private final EventLog log;
    private final PersonalKeys keys;
    private final WorkspaceId workspace;
    private final int caller;
    private final Random random;
    private final List<Life> lives = new ArrayList<>();
    private @Nullable String user;
    private int made;

    /**
     * @param workspace whose connections they are
     * @param caller tells callers apart, who fill together
     */
    private ManyConnections(EventLog log, PersonalKeys keys, WorkspaceId workspace, int caller) {
        this.log = log;
        this.keys = keys;
        this.workspace = workspace;
        this.caller = caller;
        this.random = new Random(caller);
    }

    /**
     * Fills a log with so many connections, {@code con_c<caller>x<number>}, each in the end with
     * the name that {@link #nameOf} tells and refused by its service.
     *
     * @param callers who append at once
     */
    public static void fill(
            EventLog log, PersonalKeys keys, WorkspaceId workspace, int callers, int connections)
            throws Exception {
        var all = new ArrayList<ManyConnections>();
        Callers.each(
                callers,
                connections / callers,
                caller -> {
                    var own = new ManyConnections(log, keys, workspace, caller);
                    synchronized (all) {
                        all.add(own);
                    }
                    return own::make;
                });
        Callers.each(callers, 1, caller -> all.get(caller)::finish);
    }

    /** What a connection is called in the end. */
    public static String nameOf(int caller, int number) {
        return "Renamed c%dx%d".formatted(caller, number);
    }

    /** Makes a connection, and goes on with others. */
    private void make() {
        if (made % CONNECTIONS_EACH == 0) {
            register();
        }
        var life = new Life("c%dx%d".formatted(caller, made), required());
        life.begin();
        lives.add(life);
        made++;
        for (int i = 0; i < Life.CHANGES; i++) {
            change();
        }
        if (lives.size() > UNDER_WAY) {
            lives.removeFirst().finish();
        }
    }

    /** Goes on with all that is under way until each has had its ten events. */
    private void finish() {
        lives.forEach(Life::finish);
        lives.clear();
    }

    private void change() {
        lives.get(random.nextInt(lives.size())).change();
    }

    private void register() {
        user = "usr_b%dx%d".formatted(caller, made);
        keys.make(workspace.value(), required());
        append(required(), List.of(new NewEvent(0, new UserRegistered(required(), user + "@x"))));
    }

    private String required() {
        if (user == null) {
            throw new IllegalStateException("nobody is registered yet");
        }
        return user;
    }

    private void append(String owner, List<NewEvent> events) {
        log.append(
                new NewCommit(
                        CommandId.random(),
                        workspace,
                        log.clock().instant(),
                        new Origin(owner, owner, null, "req_bench", null, null),
                        events));
    }

    /** One connection. */
    private final class Life {

        /** After it was authorized. */
        static final int CHANGES = 3;

        private final String name;
        private final String owner;
        private final String connection;
        private final String attempt;
        private final String authorization;
        private int connectionSequence;
        private int authorizationSequence;
        private int changes;

        Life(String name, String owner) {
            this.name = name;
            this.owner = owner;
            this.connection = "con_" + name;
            this.attempt = "att_" + name;
            this.authorization = "aut_" + name;
        }

        void begin() {
            var linkName = workspace.value() + "/" + name;
            append(
                    owner,
                    List.of(
                            next(created()),
                            new NewEvent(0, new LinkNameClaimed(linkName, name, connection))));
            append(owner, List.of(next(started())));
            append(
                    owner,
                    List.of(
                            next(new CallbackReceived(connection, attempt, null)),
                            next(new ConnectionAuthorized(connection, attempt, authorization)),
                            nextOfAuthorization(granted()),
                            nextOfAuthorization(
                                    new AuthorizationMapped(authorization, connection))));
        }

        void change() {
            if (changes == CHANGES) {
                return;
            }
            switch (changes++) {
                case 0 ->
                        append(
                                owner,
                                List.of(
                                        next(
                                                new ConnectionRenamed(
                                                        connection, owner, "Renamed " + name))));
                case 1 -> append(owner, List.of(next(new ApplicationAllowed(connection, APP))));
                default ->
                        append(
                                owner,
                                List.of(
                                        nextOfAuthorization(
                                                new ReauthorizationNeeded(
                                                        authorization, "invalid_grant", 1))));
            }
        }

        void finish() {
            while (changes < CHANGES) {
                change();
            }
        }

        private NewEvent next(DomainEvent event) {
            return new NewEvent(connectionSequence++, event);
        }

        private NewEvent nextOfAuthorization(DomainEvent event) {
            return new NewEvent(authorizationSequence++, event);
        }

        private ConnectionCreated created() {
            return new ConnectionCreated(
                    connection,
                    owner,
                    "Contacts of " + name,
                    name,
                    "svc_s" + random.nextInt(100),
                    1,
                    "reg_bench",
                    SCOPES,
                    Map.of("region", "eu"),
                    "f".repeat(64));
        }

        private AuthorizationStarted started() {
            return new AuthorizationStarted(
                    connection,
                    owner,
                    attempt,
                    authorization,
                    "Account of " + name,
                    1,
                    SCOPES,
                    "f".repeat(64),
                    log.clock().instant().plus(Duration.ofSeconds(90)));
        }

        private AuthorizationGranted granted() {
            return new AuthorizationGranted(
                    authorization,
                    owner,
                    "svc_bench",
                    1,
                    "reg_bench",
                    1,
                    "f".repeat(64),
                    "Account of " + name,
                    SCOPES,
                    1,
                    null);
        }
    }
}
