package dev.mooring.query;

import dev.mooring.language.DomainEvent;
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
import dev.mooring.language.linkname.LinkNameEvent.LinkNameClaimed;
import dev.mooring.language.linkname.LinkNameEvent.LinkNameReleased;
import dev.mooring.language.workspace.UserEvent.UserRegistered;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;

/**
 * A random history that the domain allows, and beside it what has become of everything, kept in the
 * most naive way: the oracle for read models.
 */
public final class RandomHistory {

    private static final List<String> USERS = List.of("usr_ann", "usr_bob");
    private static final List<String> ACCOUNTS = List.of("Work", "Home", "Shared");

    /** A connection, as the oracle has it. */
    public static final class Connection {
        public String id;
        public String user;
        public String name;
        public String fingerprint;
        public Authorization authorization;
        public boolean disconnected;
        public boolean disabled;
        public boolean deleted;
        public String attempt;
        public Instant expiresAt;
        public boolean received;
        public final TreeSet<String> applications = new TreeSet<>();

        /** The rule of the domain, word for word. */
        public String statusAt(Instant now) {
            if (deleted) {
                return "deleted";
            }
            if (disabled) {
                return "disabled";
            }
            if (disconnected) {
                return "disconnected";
            }
            if (authorization != null && authorization.refused) {
                return "needs_reauthorization";
            }
            if (authorization != null) {
                return "connected";
            }
            return attempt != null && (received || now.isBefore(expiresAt))
                    ? "authorizing"
                    : "created";
        }
    }

    /** An authorization, as the oracle has it. */
    public static final class Authorization {
        public String id;
        public String user;
        public String fingerprint;
        public String accountName;
        public boolean refused;
        public boolean over;
        public final TreeSet<String> sharers = new TreeSet<>();

        public boolean inEffect() {
            return !over && !refused && !sharers.isEmpty();
        }
    }

    public final Map<String, Connection> connections = new LinkedHashMap<>();
    public final Map<String, Authorization> authorizations = new LinkedHashMap<>();
    public final Story story = new Story();

    private final Random random;
    private int made;

    public RandomHistory(long seed, int steps) {
        random = new Random(seed);
        USERS.forEach(user -> story.then(new UserRegistered(user, user.substring(4) + "@example")));
        for (int i = 0; i < steps; i++) {
            story.later(Duration.ofSeconds(random.nextInt(60)));
            step();
        }
    }

    private void step() {
        if (connections.isEmpty() || random.nextInt(6) == 0) {
            create();
            return;
        }
        var it = pick(List.copyOf(connections.values()));
        if (it.deleted) {
            return;
        }
        switch (random.nextInt(14)) {
            case 0, 1, 2 -> attempt(it);
            case 3 -> {
                it.name = "Name " + random.nextInt(50);
                story.then(new ConnectionRenamed(it.id, it.user, it.name));
            }
            case 4 -> {
                it.disabled = !it.disabled;
                story.then(
                        it.disabled ? new ConnectionDisabled(it.id) : new ConnectionEnabled(it.id));
            }
            case 5 -> toggleApplication(it);
            case 6, 7 -> reuseOrSwitch(it);
            case 8 -> revoke(it);
            case 9, 10 -> refuseOrRecover(it);
            case 11 -> nameAccount(it);
            case 12 -> {
                if (random.nextInt(3) == 0) {
                    delete(it);
                }
            }
            default -> attempt(it);
        }
    }

    private void create() {
        var it = new Connection();
        it.id = "con_c" + ++made;
        it.user = pick(USERS);
        it.name = "Name " + random.nextInt(50);
        it.fingerprint = (it.user.equals("usr_ann") ? "a" : "b").repeat(63) + random.nextInt(2);
        connections.put(it.id, it);
        commit(
                new ConnectionCreated(
                        it.id,
                        it.user,
                        it.name,
                        "c" + made,
                        Happened.SERVICE,
                        1,
                        "reg_drive",
                        Happened.SCOPES,
                        Map.of(),
                        it.fingerprint),
                new LinkNameClaimed("wsp_one/c" + made, "c" + made, it.id));
    }

    private void attempt(Connection it) {
        if (it.attempt == null) {
            start(it);
        } else if (!it.received && !story.now().isBefore(it.expiresAt)) {
            story.then(
                    random.nextBoolean()
                            ? ended(it, new CallbackCameLate(it.id, it.attempt))
                            : ended(it, new AuthorizationExpired(it.id, it.attempt)));
        } else if (!it.received && random.nextBoolean()) {
            it.received = true;
            story.then(new CallbackReceived(it.id, it.attempt, null));
        } else if (random.nextInt(3) == 0) {
            story.then(
                    ended(it, new AuthorizationFailed(it.id, it.attempt, "access_denied", null)));
        } else {
            complete(it);
        }
    }

    private void start(Connection it) {
        it.attempt = "att_a" + ++made;
        it.expiresAt = story.now().plusSeconds(90);
        it.received = false;
        var name = pick(ACCOUNTS);
        story.then(
                it.authorization == null
                        ? new AuthorizationStarted(
                                it.id,
                                it.user,
                                it.attempt,
                                "aut_" + it.attempt.substring(4),
                                name,
                                1,
                                Happened.SCOPES,
                                it.fingerprint,
                                it.expiresAt)
                        : new ReauthorizationStarted(
                                it.id,
                                it.user,
                                it.attempt,
                                "aut_" + it.attempt.substring(4),
                                it.authorization.id,
                                name,
                                1,
                                Happened.SCOPES,
                                it.fingerprint,
                                it.expiresAt));
    }

    private void complete(Connection it) {
        var grant = new Authorization();
        grant.id = "aut_" + it.attempt.substring(4);
        grant.user = it.user;
        grant.fingerprint = it.fingerprint;
        grant.accountName = random.nextInt(3) == 0 ? null : pick(ACCOUNTS);
        grant.sharers.add(it.id);
        authorizations.put(grant.id, grant);
        var old = it.authorization;
        var events = new ArrayList<DomainEvent>();
        events.add(
                old == null
                        ? new ConnectionAuthorized(it.id, it.attempt, grant.id)
                        : new ConnectionReauthorized(it.id, it.attempt, grant.id, old.id));
        events.add(
                new AuthorizationGranted(
                        grant.id,
                        it.user,
                        Happened.SERVICE,
                        1,
                        "reg_drive",
                        1,
                        it.fingerprint,
                        grant.accountName,
                        Happened.SCOPES,
                        1,
                        null));
        events.add(new AuthorizationMapped(grant.id, it.id));
        events.addAll(left(it));
        it.authorization = grant;
        it.disconnected = false;
        it.attempt = null;
        commit(events.toArray(DomainEvent[]::new));
    }

    private void reuseOrSwitch(Connection it) {
        var candidates =
                authorizations.values().stream()
                        .filter(grant -> grant.inEffect() && grant != it.authorization)
                        .filter(grant -> grant.fingerprint.equals(it.fingerprint))
                        .toList();
        if (it.attempt != null || candidates.isEmpty()) {
            return;
        }
        var grant = pick(candidates);
        var events = new ArrayList<DomainEvent>();
        if (grant.accountName == null) {
            grant.accountName = "Named";
            events.add(new AccountNamed(grant.id, grant.user, "Named"));
        }
        events.add(
                it.authorization == null
                        ? new AuthorizationReused(it.id, grant.id)
                        : new AuthorizationSwitched(it.id, grant.id, it.authorization.id));
        events.add(new AuthorizationMapped(grant.id, it.id));
        events.addAll(left(it));
        grant.sharers.add(it.id);
        it.authorization = grant;
        it.disconnected = false;
        commit(events.toArray(DomainEvent[]::new));
    }

    private void revoke(Connection it) {
        var grant = it.authorization;
        if (grant == null) {
            return;
        }
        var events = new ArrayList<DomainEvent>();
        events.add(new AuthorizationRevoked(grant.id));
        for (var sharer : List.copyOf(grant.sharers)) {
            events.add(new ConnectionDisconnected(sharer, grant.id));
            events.add(new AuthorizationUnmapped(grant.id, sharer));
            connections.get(sharer).authorization = null;
            connections.get(sharer).disconnected = true;
        }
        grant.sharers.clear();
        grant.over = true;
        commit(events.toArray(DomainEvent[]::new));
    }

    private void refuseOrRecover(Connection it) {
        var grant = it.authorization;
        if (grant != null) {
            grant.refused = !grant.refused;
            story.then(
                    grant.refused
                            ? new ReauthorizationNeeded(grant.id, "invalid_grant", 1)
                            : new AuthorizationRecovered(grant.id, 2));
        }
    }

    private void nameAccount(Connection it) {
        var grant = it.authorization;
        if (grant != null && grant.accountName == null) {
            grant.accountName = "Named later";
            story.then(new AccountNamed(grant.id, grant.user, grant.accountName));
        }
    }

    private void toggleApplication(Connection it) {
        var application = "app_" + random.nextInt(3);
        story.then(
                it.applications.remove(application)
                        ? new ApplicationDisallowed(it.id, application)
                        : new ApplicationAllowed(it.id, application));
        if (story.last().event() instanceof ApplicationAllowed) {
            it.applications.add(application);
        }
    }

    private void delete(Connection it) {
        var events = new ArrayList<DomainEvent>();
        if (it.attempt != null) {
            events.add(ended(it, new AuthorizationFailed(it.id, it.attempt, "superseded", null)));
        }
        events.add(new ConnectionDeleted(it.id, !it.applications.isEmpty()));
        var linkName = it.id.substring(4);
        events.add(new LinkNameReleased("wsp_one/" + linkName, linkName, it.id));
        events.addAll(left(it));
        it.authorization = null;
        it.disconnected = false;
        it.deleted = true;
        it.applications.clear();
        commit(events.toArray(DomainEvent[]::new));
    }

    private List<DomainEvent> left(Connection it) {
        var old = it.authorization;
        if (old == null) {
            return List.of();
        }
        old.sharers.remove(it.id);
        if (!old.sharers.isEmpty()) {
            return List.of(new AuthorizationUnmapped(old.id, it.id));
        }
        old.over = true;
        return List.of(new AuthorizationUnmapped(old.id, it.id), new AuthorizationRetired(old.id));
    }

    private static <E> E ended(Connection it, E event) {
        it.attempt = null;
        return event;
    }

    /** Aggregates of one commit come in no promised order; each one's own events do. */
    private void commit(DomainEvent... events) {
        var ids = new ArrayList<String>();
        for (var event : events) {
            if (!ids.contains(event.aggregateId())) {
                ids.add(event.aggregateId());
            }
        }
        Collections.shuffle(ids, random);
        var ordered = new ArrayList<DomainEvent>();
        for (var id : ids) {
            for (var event : events) {
                if (event.aggregateId().equals(id)) {
                    ordered.add(event);
                }
            }
        }
        story.then(ordered);
    }

    private <E> E pick(List<E> from) {
        return from.get(random.nextInt(from.size()));
    }
}
