package dev.mooring.api.idempotency;

import com.mongodb.client.MongoDatabase;
import dev.mooring.api.ApiSecret;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.problem.Statuses;
import dev.mooring.api.request.Caller;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.json.JsonMapper;

/**
 * Runs a write under the caller's {@code Idempotency-Key}. That it happens once is the log's doing,
 * which refuses a commit id that it holds already; this adds that another request under the same
 * key is refused, and that a repeated one gets the first answer without being worked on again. Safe
 * for use by many threads and nodes.
 *
 * <p>Refused requests are not kept: nothing happened, so the key is free. A request that failed in
 * a way that leaves its outcome open keeps its key and may be repeated, under the same commit id.
 */
public final class Idempotency {

    /** Stands in an answer that was given before. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private final Records records;
    private final ApiSecret secret;
    private final JsonMapper json;

    public Idempotency(
            MongoDatabase database, InstantSource clock, ApiSecret secret, JsonMapper json) {
        this.records = new Records(database, clock);
        this.secret = secret;
        this.json = json;
    }

    /**
     * The answer to the request: of this run, or of the first one.
     *
     * @param work is given the commit id under which to write
     * @throws Refusal {@code idempotency.key_reused}, {@code idempotency.in_progress}, and whatever
     *     the work throws
     */
    public <A> ResponseEntity<A> run(
            Caller caller, Kept<A> kept, Function<String, ResponseEntity<A>> work) {
        var key = caller.idempotencyKey();
        if (key == null) {
            return work.apply(CommitIds.random());
        }
        var id = CommitIds.of(caller, key.key());
        return switch (records.claim(id, key.fingerprint(), user(caller))) {
            case Records.Claim.Ours(var token) -> first(id, token, kept, work);
            case Records.Claim.Answered(var answer) -> again(answer, kept);
            case Records.Claim.Running() -> throw Refusal.of(ErrorCode.IDEMPOTENCY_IN_PROGRESS);
            case Records.Claim.OtherRequest() -> throw Refusal.of(ErrorCode.IDEMPOTENCY_KEY_REUSED);
        };
    }

    /**
     * What a person's answers are kept under: to be asked for while it is known by what id he is
     * named, and given to {@link #forget}. It tells nobody who he is.
     */
    public String mark(String workspace, String user) {
        return person(workspace, user);
    }

    /** Removes every answer kept under a {@link #mark}. */
    public void forget(String mark) {
        records.forget(mark);
    }

    /**
     * Removes every answer that names one of these things, whoever it was given to. The requests
     * stay done: a repeated one finds its commit in the log.
     *
     * @param ids such as {@code con_…}
     */
    public void forgetAnswersAbout(Set<String> ids) {
        records.forgetAbout(ids);
    }

    private <A> ResponseEntity<A> first(
            String id, String token, Kept<A> kept, Function<String, ResponseEntity<A>> work) {
        ResponseEntity<A> answer;
        try {
            answer = work.apply(id);
        } catch (Refusal refusal) {
            if (Statuses.of(refusal.code().kind()) < 500) {
                records.free(id, token);
            } else {
                records.leaveOpen(id, token);
            }
            throw refusal;
        } catch (RuntimeException | Error outcomeUnknown) {
            records.leaveOpen(id, token);
            throw outcomeUnknown;
        }
        var body = answer.getBody();
        records.answer(
                id,
                token,
                new Records.Answer(
                        answer.getStatusCode().value(),
                        answer.getHeaders().getFirst(HttpHeaders.LOCATION),
                        answer.getHeaders().getFirst(HttpHeaders.ETAG),
                        answer.getHeaders().getFirst(Answers.POSITION),
                        body == null ? null : json.writeValueAsString(kept.strip().apply(body))));
        return answer;
    }

    private <A> ResponseEntity<A> again(Records.Answer answer, Kept<A> kept) {
        var again = ResponseEntity.status(answer.status()).header(REPLAYED, "true");
        header(again, HttpHeaders.LOCATION, answer.location());
        header(again, HttpHeaders.ETAG, answer.etag());
        header(again, Answers.POSITION, answer.position());
        if (answer.body() == null) {
            return again.build();
        }
        return again.body(kept.remake().apply(json.readValue(answer.body(), kept.type())));
    }

    private static void header(
            ResponseEntity.BodyBuilder answer, String name, @Nullable String value) {
        if (value != null) {
            answer.header(name, value);
        }
    }

    private @Nullable String user(Caller caller) {
        var user = caller.actingFor();
        return user == null ? null : person(caller.workspace(), user);
    }

    /** The person by a keyed hash: enough to find him when he is erased. */
    private String person(String workspace, String user) {
        return secret.signing("person").add(workspace).add(user).text();
    }
}
