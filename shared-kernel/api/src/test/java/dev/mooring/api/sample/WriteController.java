package dev.mooring.api.sample;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Fields;
import dev.mooring.language.ErrorCode;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "Things")
public class WriteController {

    public record NewThing(
            @Nullable String name,
            @Nullable Size size,
            @Nullable List<Size> sizes,
            @Nullable Map<String, Integer> labels) {}

    public record Size(int width) {}

    public record Made(String id, String commitId) {}

    public record Ticket(String id, @Nullable String ticket) {}

    /** What the next write does in the middle; tests replace it. */
    public volatile UnaryOperator<String> work = UnaryOperator.identity();

    public final AtomicInteger runs = new AtomicInteger();

    private final Idempotency idempotency;

    WriteController(Idempotency idempotency) {
        this.idempotency = idempotency;
    }

    @Operation(summary = "Make a thing")
    @PostMapping("/v1/things")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    @Refuses({ErrorCode.LINK_NAME_TAKEN, ErrorCode.SERVICE_UNKNOWN})
    ResponseEntity<Made> make(Caller caller, @RequestBody NewThing body) {
        var fields = new Fields();
        var name = fields.text("/name", body.name(), 1, 50);
        fields.check();
        return idempotency.run(
                caller,
                Kept.whole(Made.class),
                commitId -> {
                    var run = runs.incrementAndGet();
                    var id = work.apply("thg_" + name + run);
                    return Answers.created(
                            URI.create("/v1/things/" + id), new Made(id, commitId), 11, 1);
                });
    }

    @PostMapping("/v1/tickets")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    ResponseEntity<Ticket> ticket(Caller caller) {
        var secret = "secret-ticket-" + runs.incrementAndGet();
        return idempotency.run(
                caller,
                Kept.without(
                        Ticket.class,
                        ticket -> new Ticket(ticket.id(), null),
                        ticket -> new Ticket(ticket.id(), secret)),
                commitId -> Answers.written(new Ticket("tic_1", secret), 12, 2));
    }

    @PutMapping("/v1/things/{thing}")
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    ResponseEntity<Made> change(Caller caller, @PathVariable String thing) {
        caller.ifMatch().check(7);
        return Answers.written(new Made(thing, "-"), 13, 8);
    }

    @DeleteMapping("/v1/things/{thing}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RequiresScope(Scope.CONNECTIONS_WRITE)
    ResponseEntity<Void> delete(Caller caller, @PathVariable String thing) {
        return idempotency.run(caller, Kept.nothing(), commitId -> Answers.noContent(14, 9));
    }
}
