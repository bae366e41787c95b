package dev.mooring.query.rebuilding;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Fields;
import dev.mooring.eventlog.DeadLetters;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.query.Generation;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.ServedView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * Events that a read model could not take in, over HTTP. A letter is named by its position; what is
 * done with it is done in every generation that is kept up to date and has it.
 */
@RestController
@Tag(name = "Operators")
final class DeadLetterEndpoint {

    private static final int LONGEST_REASON = 500;

    private final LiveViews views;
    private final Idempotency idempotency;

    DeadLetterEndpoint(LiveViews views, Idempotency idempotency) {
        this.views = views;
        this.idempotency = idempotency;
    }

    /**
     * What a read model could not take in.
     *
     * @param items sequences of events that are parked, by the event that each waits for
     * @param skipped events that were given up on
     */
    record LettersAnswer(List<LetterAnswer> items, List<SkippedAnswer> skipped) {}

    /**
     * An event that cannot be taken in, and holds up its sequence and no other.
     *
     * @param sequence whose events they are: a workspace, or a workspace and a user of it
     * @param generation of the read model
     * @param error what it last failed with: names of classes and places in the code
     * @param waiting events of the same sequence behind it
     */
    record LetterAnswer(
            long position,
            String event,
            String type,
            String sequence,
            int generation,
            String error,
            Instant parkedAt,
            int waiting) {}

    /** An event that was given up on. */
    record SkippedAnswer(
            long position,
            String event,
            String type,
            String sequence,
            int generation,
            String error,
            String reason,
            String skippedBy,
            Instant skippedAt) {}

    /**
     * What a retry came to.
     *
     * @param handled events that are taken in now
     * @param left events that are still parked
     * @param error of the first of those
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record RetryAnswer(int handled, int left, @Nullable String error) {}

    /**
     * Why an event is given up on.
     *
     * @param reason in the operator's words, on record; nothing personal
     */
    record Skip(@Nullable String reason) {}

    /** A parked sequence of a generation. */
    private record Found(Generation generation, DeadLetters.Parked parked) {}

    @GetMapping("/v1/projections/{projection}/dead-letters")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "List what a read model could not take in",
            description = "The events of others go on meanwhile.")
    LettersAnswer list(Caller caller, @PathVariable String projection) {
        var view = view(projection);
        return new LettersAnswer(
                parked(view).stream().map(DeadLetterEndpoint::answer).toList(),
                generations(view).flatMap(it -> skipped(view, it)).toList());
    }

    @PostMapping("/v1/projections/{projection}/dead-letters/{position}/retry")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Take a parked event in after all",
            description =
                    "And those behind it, in order, up to the first that fails. With none left the"
                            + " sequence goes on by itself.")
    ResponseEntity<RetryAnswer> retry(
            Caller caller, @PathVariable String projection, @PathVariable long position) {
        return idempotency.run(
                caller,
                Kept.whole(RetryAnswer.class),
                _ -> {
                    var view = view(projection);
                    int handled = 0;
                    int left = 0;
                    String error = null;
                    for (var found : at(view, position)) {
                        var retried = retried(view, found);
                        handled += retried.handled();
                        left += retried.left();
                        error = error == null ? retried.error() : error;
                    }
                    return ResponseEntity.ok(new RetryAnswer(handled, left, error));
                });
    }

    @PostMapping("/v1/projections/{projection}/dead-letters/{position}/skip")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Give up on a parked event",
            description =
                    "For good, in this read model, and on record. Those behind it stay parked"
                            + " until they are retried.")
    ResponseEntity<LettersAnswer> skip(
            Caller caller,
            @PathVariable String projection,
            @PathVariable long position,
            @RequestBody Skip posted) {
        return idempotency.run(
                caller,
                Kept.whole(LettersAnswer.class),
                _ -> {
                    var fields = new Fields();
                    var reason = fields.text("/reason", posted.reason(), 1, LONGEST_REASON);
                    fields.check();
                    var view = view(projection);
                    for (var found : at(view, position)) {
                        view.source()
                                .deadLetters()
                                .skip(
                                        found.parked().processor(),
                                        found.parked().sequence(),
                                        position,
                                        reason,
                                        caller.principal().id());
                    }
                    return ResponseEntity.ok(list(caller, projection));
                });
    }

    private static DeadLetters.Retried retried(ServedView view, Found found) {
        try {
            return view.source()
                    .deadLetters()
                    .retry(found.parked().processor(), found.parked().sequence());
        } catch (IllegalStateException e) {
            throw Refusal.of(ErrorCode.DEAD_LETTER_BEING_RETRIED);
        }
    }

    private static List<Found> at(ServedView view, long position) {
        var found =
                parked(view).stream()
                        .filter(it -> it.parked().letters().getFirst().position() == position)
                        .toList();
        if (found.isEmpty()) {
            throw Refusal.of(ErrorCode.DEAD_LETTER_UNKNOWN);
        }
        return found;
    }

    private static List<Found> parked(ServedView view) {
        var found = new ArrayList<Found>();
        generations(view)
                .forEach(generation ->
                        view.source().deadLetters().parked(generation.processor()).stream()
                                .map(it -> new Found(generation, it))
                                .forEach(found::add));
        return found;
    }

    private static Stream<SkippedAnswer> skipped(ServedView view, Generation generation) {
        return view.source().deadLetters().skipped(generation.processor()).stream()
                .map(it ->
                        new SkippedAnswer(
                                it.letter().position(),
                                it.letter().event(),
                                it.letter().type(),
                                it.sequence(),
                                generation.number(),
                                it.error(),
                                it.reason(),
                                it.actor(),
                                it.at()));
    }

    private static Stream<Generation> generations(ServedView view) {
        var alias = view.alias();
        return alias == null
                ? Stream.of()
                : alias.fed().stream().map(it -> new Generation(view.model(), it));
    }

    private static LetterAnswer answer(Found found) {
        var parked = found.parked();
        var first = parked.letters().getFirst();
        return new LetterAnswer(
                first.position(),
                first.event(),
                first.type(),
                parked.sequence(),
                found.generation().number(),
                parked.error(),
                first.parkedAt(),
                parked.letters().size() - 1);
    }

    private ServedView view(String projection) {
        return views.find(projection).orElseThrow(() -> Refusal.of(ErrorCode.PROJECTION_UNKNOWN));
    }
}
