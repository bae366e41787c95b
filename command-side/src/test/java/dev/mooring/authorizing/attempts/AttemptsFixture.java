package dev.mooring.authorizing.attempts;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import dev.mooring.authorizing.attempts.Reception.Mismatch;
import dev.mooring.keys.KeyRing;
import dev.mooring.keys.Sealer;
import dev.mooring.keys.SuppliedKey;
import dev.mooring.language.AttemptId;
import dev.mooring.language.AuthorizationId;
import dev.mooring.language.ConnectionId;
import dev.mooring.language.RegistrationId;
import dev.mooring.language.ServiceId;
import dev.mooring.language.UserId;
import dev.mooring.language.WorkspaceId;
import dev.mooring.oauth2.Callback;
import dev.mooring.oauth2.Issuer;
import dev.mooring.oauth2.OneTimeSecret;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

/** Attempts in a database of their own, and the steps that their tests share. */
abstract class AttemptsFixture {

    static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
    static final WorkspaceId OTHER_WORKSPACE = new WorkspaceId("wsp_2");
    static final AttemptId ATTEMPT = new AttemptId("att_1");
    static final UserId ANN = new UserId("usr_ann");
    static final UserId BOB = new UserId("usr_bob");
    static final RegistrationId REGISTRATION = new RegistrationId("reg_1");
    static final URI RETURN_URL = URI.create("https://app.example/done");
    static final Duration WINDOW = Duration.ofSeconds(90);
    static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    static final Visitor ANNS_BROWSER = new Visitor(WORKSPACE, ANN);
    static final String CODE = "the-code";

    private final MongoClient client;
    final MongoDatabase database;
    final Attempts attempts;
    Instant now = START;

    AttemptsFixture(MongoClient client, String name) {
        this.client = client;
        this.database = client.getDatabase(name);
        var ring =
                KeyRing.open(
                        database,
                        new SuppliedKey("kek", Base64.getEncoder().encodeToString(new byte[32])));
        this.attempts = new Attempts(database, new Sealer(ring), () -> now, new SecureRandom());
    }

    @AfterEach
    void dropDatabase() {
        database.drop();
        client.close();
    }

    void assertMismatch(
            Mismatch mismatch,
            Callback.Answer answer,
            RegistrationId registration,
            @Nullable OneTimeSecret cookie) {
        assertThat(attempts.receive(answer, registration, cookie, null))
                .isEqualTo(new Reception.NotReceived(mismatch));
    }

    Reception receive(Callback.Answer answer, @Nullable OneTimeSecret cookie) {
        return attempts.receive(answer, REGISTRATION, cookie, null);
    }

    Opening.Opened opened(Attempt attempt) {
        return (Opening.Opened) attempts.open(attempts.start(attempt).orElseThrow(), null);
    }

    Reception.AwaitsConfirmation awaiting(Opening.Opened opened) {
        return (Reception.AwaitsConfirmation) receive(code(opened), opened.cookie());
    }

    static Callback.Answer code(Opening.Opened opened) {
        return new Callback.Consented(opened.bindings().state(), CODE, null);
    }

    static Callback.Answer error(Opening.Opened opened) {
        return new Callback.Refused(opened.bindings().state(), "access_denied", null, null);
    }

    static Attempt unchecked() {
        return attempt(new Finish.Unchecked(), Issuer.UNKNOWN);
    }

    static Attempt bySession() {
        return attempt(new Finish.BySession(), Issuer.UNKNOWN);
    }

    static Attempt confirmed() {
        return attempt(new Finish.ByConfirmation(RETURN_URL), Issuer.UNKNOWN);
    }

    static Attempt attempt(Finish finish, Issuer issuer) {
        return attempt(ATTEMPT.value(), finish, issuer);
    }

    static Attempt attempt(String id, Finish finish, Issuer issuer) {
        return attempt(WORKSPACE, id, "con_1", ANN, finish, issuer);
    }

    static Attempt attempt(
            WorkspaceId workspace,
            String id,
            String connection,
            UserId user,
            Finish finish,
            Issuer issuer) {
        return new Attempt(
                workspace,
                new AttemptId(id),
                new ConnectionId(connection),
                new AuthorizationId("aut_1"),
                user,
                REGISTRATION,
                new ServiceId("svc_1"),
                3,
                List.of("contacts.read", "contacts.write"),
                issuer,
                finish,
                START.plus(WINDOW));
    }

    Document document() {
        return database.getCollection("attempts").find(Filters.eq("_id", "wsp_1/att_1")).first();
    }

    static <T> List<T> racing(Callable<T> task) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = new ArrayList<T>();
            for (Future<T> result : threads.invokeAll(Collections.nCopies(8, task))) {
                results.add(result.get());
            }
            return results;
        }
    }
}
