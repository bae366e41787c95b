package dev.mooring.authorizing.attempts;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.exists;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lte;
import static com.mongodb.client.model.Filters.ne;
import static com.mongodb.client.model.Filters.or;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.set;
import static com.mongodb.client.model.Updates.unset;
import static dev.mooring.authorizing.attempts.AttemptCollection.dropSecrets;
import static dev.mooring.authorizing.attempts.AttemptCollection.hasHash;
import static dev.mooring.authorizing.attempts.AttemptCollection.is;
import static dev.mooring.authorizing.attempts.AttemptCollection.isAt;
import static dev.mooring.authorizing.attempts.AttemptCollection.moveTo;
import static dev.mooring.authorizing.attempts.AttemptCollection.spend;

import com.mongodb.client.MongoDatabase;
import dev.mooring.authorizing.attempts.Look.Uselessness;
import dev.mooring.keys.Sealer;
import dev.mooring.language.AttemptId;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.oauth2.AuthorizationRequests;
import dev.mooring.oauth2.Callback;
import dev.mooring.oauth2.OneTimeSecret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;

/**
 * Who may do the next step of an attempt, once, and until when. Ticket, state, cookie and
 * confirmation are stored as hashes; verifier, nonce and code are sealed, and gone on use.
 *
 * <p>Where a caller knows only a secret, as a browser does, the attempt is found by the secret's
 * hash, which no two attempts share. Everywhere else the workspace comes first.
 *
 * <p>Thread-safe, over all nodes. Every method may throw {@link com.mongodb.MongoException} where
 * the database does not answer.
 */
public final class Attempts {

    /** How long a backend has to confirm. */
    public static final Duration CONFIRMATION_WINDOW = Duration.ofSeconds(60);

    /** How long an answered attempt keeps what its exchange needs. */
    static final Duration EXCHANGE_WINDOW = Duration.ofSeconds(60);

    /**
     * How long an attempt is remembered, so that a late or repeated callback is told what it is.
     */
    static final Duration MEMORY = Duration.ofDays(1);

    /** Nodes' readings of database time differ by less. */
    private static final Duration CLOCK_TOLERANCE = Duration.ofSeconds(5);

    private final AttemptCollection attempts;
    private final AttemptSecrets secrets;
    private final Receiving receiving;
    private final InstantSource databaseTime;
    private final SecureRandom random;

    /**
     * @param databaseTime the time of the database, the same for all nodes
     */
    public Attempts(
            MongoDatabase database,
            Sealer sealer,
            InstantSource databaseTime,
            SecureRandom random) {
        this.attempts = new AttemptCollection(database);
        this.secrets = new AttemptSecrets(sealer);
        this.receiving = new Receiving(attempts, secrets);
        this.databaseTime = databaseTime;
        this.random = random;
    }

    /**
     * Stores an attempt and gives its ticket, before the log says that it started. Asked again for
     * the same attempt while no answer is there, it gives a new ticket; the old one, and a browser
     * already sent off by it, count no more.
     *
     * @return the ticket, which exists nowhere else; empty where the attempt has its answer or its
     *     end already
     */
    public Optional<OneTimeSecret> start(Attempt attempt) {
        var ticket = draw();
        var started =
                AttemptDocuments.write(attempt)
                        .append("ticket", ticket.hash())
                        .append("step", Step.STARTED.name())
                        .append("forgetAt", attempt.expiresAt().plus(MEMORY));
        return attempts.insert(started) || restart(is(attempt), ticket)
                ? Optional.of(ticket)
                : Optional.empty();
    }

    /**
     * Gives a new ticket for an attempt that was started, as {@link #start} does when asked again.
     *
     * @return empty where there is no such attempt, or it has its answer or its end already
     */
    public Optional<OneTimeSecret> restart(WorkspaceId workspace, AttemptId attempt) {
        var ticket = draw();
        return restart(is(workspace, attempt), ticket) ? Optional.of(ticket) : Optional.empty();
    }

    /** What a ticket would open for this browser. Changes nothing: link previews look too. */
    public Look look(OneTimeSecret ticket, @Nullable Visitor visitor) {
        var stored = attempts.find(hasHash("ticket", ticket)).orElse(null);
        if (stored == null) {
            return new Look.Useless(Uselessness.UNKNOWN);
        }
        if (AttemptDocuments.step(stored) != Step.STARTED) {
            return new Look.Useless(Uselessness.USED);
        }
        var attempt = AttemptDocuments.read(stored);
        if (!databaseTime.instant().isBefore(attempt.expiresAt())) {
            return new Look.Useless(Uselessness.EXPIRED);
        }
        return attempt.admits(visitor)
                ? new Look.Valid(attempt)
                : new Look.Useless(Uselessness.WRONG_USER);
    }

    /** Consumes a ticket and draws what the run of the protocol is bound by. */
    public Opening open(OneTimeSecret ticket, @Nullable Visitor visitor) {
        return switch (look(ticket, visitor)) {
            case Look.Useless(var why) -> new Opening.NotOpened(why);
            case Look.Valid(var attempt) -> open(ticket, attempt);
        };
    }

    /**
     * Takes the service's answer, if it is one: the attempt with this state is pending, in its
     * window, of this registration and issuer, and the browser brings its cookie and, where a
     * session is called for, its user. That is one compare-and-set; whatever does not fit leaves
     * the attempt as it was, an error answer as much as a code.
     *
     * @param registration from the path of the redirect URI
     * @param cookie that belongs to the answer's state, if the browser sent one
     */
    public Reception receive(
            Callback.Answer answer,
            RegistrationId registration,
            @Nullable OneTimeSecret cookie,
            @Nullable Visitor visitor) {
        return receiving.receive(
                answer, registration, cookie, visitor, draw(), databaseTime.instant());
    }

    /**
     * Decides whether a code that was put aside may be exchanged. Whatever is wrong drops it: who
     * was sent here has finished somebody else's attempt, or an attacker guesses.
     *
     * @param user whose browser it is, as the workspace's backend says
     */
    public Confirmation confirm(
            WorkspaceId workspace, AttemptId id, UserId user, OneTimeSecret confirmation) {
        var awaiting = and(is(workspace, id), isAt(Step.AWAITING));
        var stored = attempts.find(awaiting).orElse(null);
        if (stored == null) {
            return new Confirmation.NotAwaited();
        }
        var attempt = AttemptDocuments.read(stored);
        var now = databaseTime.instant();
        boolean confirmed =
                attempts.update(
                        and(
                                awaiting,
                                hasHash("confirmation", confirmation),
                                eq("user", user.value()),
                                gt("confirmBy", now)),
                        combine(
                                moveTo(Step.CONFIRMED),
                                set("secretsUntil", now.plus(EXCHANGE_WINDOW))));
        if (confirmed) {
            return new Confirmation.Confirmed(attempt);
        }
        if (!attempts.update(awaiting, spend())) {
            return new Confirmation.NotAwaited();
        }
        return AttemptDocuments.instant(stored, "confirmBy").isAfter(now)
                ? new Confirmation.Refuted(attempt)
                : new Confirmation.TooLate(attempt);
    }

    /**
     * Hands out what the token request needs, once: whoever gets it may send the request, and it is
     * stored no more.
     *
     * @return empty where the attempt has no answer, lacks its confirmation, or was here before
     */
    public Optional<ExchangeSecrets> take(WorkspaceId workspace, AttemptId attempt) {
        var ready =
                and(
                        is(workspace, attempt),
                        or(isAt(Step.ANSWERED), isAt(Step.CONFIRMED)),
                        exists("secrets"));
        return attempts.find(ready)
                .filter(stored -> attempts.update(ready, spend()))
                .map(stored ->
                        secrets.open(workspace, attempt, stored.get("secrets", Document.class)));
    }

    /** Ends an attempt that is superseded, failed or not wanted; its secrets are destroyed. */
    public void abandon(WorkspaceId workspace, AttemptId attempt) {
        attempts.update(is(workspace, attempt), spend());
    }

    /**
     * How many attempts of the same user, for other connections, wait for their browsers.
     *
     * @param most where to stop counting
     */
    public long othersWaitingOfUser(Attempt attempt, int most) {
        return attempts.count(
                and(othersWaiting(attempt), eq("user", attempt.user().value())), most);
    }

    /** The same of all users of the workspace. */
    public long othersWaitingOfWorkspace(Attempt attempt, int most) {
        return attempts.count(othersWaiting(attempt), most);
    }

    /** Forgets all attempts of a user, with their secrets. */
    public void forget(WorkspaceId workspace, UserId user) {
        attempts.deleteAll(and(eq("workspace", workspace.value()), eq("user", user.value())));
    }

    /**
     * Destroys secrets whose time is over and forgets old attempts. To be called now and then, by
     * any node; it takes the place of a TTL index, which the embedded server does not have.
     *
     * @return how many were forgotten
     */
    public long sweep() {
        var now = databaseTime.instant();
        attempts.updateAll(lte("secretsUntil", now.minus(CLOCK_TOLERANCE)), dropSecrets());
        return attempts.deleteAll(lte("forgetAt", now));
    }

    /** Another attempt of the same connection gives way to this one and does not count. */
    private Bson othersWaiting(Attempt attempt) {
        return and(
                eq("workspace", attempt.workspace().value()),
                ne("connection", attempt.connection().value()),
                or(isAt(Step.STARTED), isAt(Step.OPENED)),
                gt("expiresAt", databaseTime.instant()));
    }

    private boolean restart(Bson which, OneTimeSecret ticket) {
        return attempts.update(
                and(
                        which,
                        or(isAt(Step.STARTED), isAt(Step.OPENED)),
                        gt("expiresAt", databaseTime.instant())),
                combine(
                        moveTo(Step.STARTED),
                        set("ticket", ticket.hash()),
                        unset("state"),
                        unset("cookie"),
                        dropSecrets()));
    }

    private Opening open(OneTimeSecret ticket, Attempt attempt) {
        var bindings = new AuthorizationRequests.Bindings(draw(), draw(), draw());
        var cookie = draw();
        boolean won =
                attempts.update(
                        and(
                                hasHash("ticket", ticket),
                                isAt(Step.STARTED),
                                gt("expiresAt", databaseTime.instant())),
                        combine(
                                moveTo(Step.OPENED),
                                set("state", bindings.state().hash()),
                                set("cookie", cookie.hash()),
                                set("secrets", secrets.seal(attempt, bindings)),
                                set("secretsUntil", attempt.expiresAt())));
        return won
                ? new Opening.Opened(attempt, bindings, cookie)
                : new Opening.NotOpened(Uselessness.USED);
    }

    private OneTimeSecret draw() {
        return OneTimeSecret.draw(random);
    }
}
