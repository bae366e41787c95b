package dev.mooring.api.sample;

import dev.mooring.api.access.PublicRoute;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.answer.Answers;
import dev.mooring.api.paging.Page;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.position.Reflects;
import dev.mooring.api.reference.Refuses;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.Passthrough;
import dev.mooring.api.request.PathId;
import dev.mooring.api.request.RequestContext;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@RestController
@Tag(name = "Things")
public class SampleController {

    record ThingPlace(int after) {}

    public record Thing(String id, String name) {}

    @Operation(summary = "List things")
    @GetMapping("/v1/things")
    @RequiresScope(Scope.CONNECTIONS_READ)
    @Reflects("things")
    Page<Thing> list(Paging paging, @RequestParam(required = false) @Nullable String q) {
        var place = paging.after(ThingPlace.class);
        var from = place == null ? 1 : place.after() + 1;
        var to = Math.min(120, from + paging.limit() - 1);
        var items =
                IntStream.rangeClosed(from, to)
                        .mapToObj(n -> new Thing("thg_" + n, q == null ? "thing" : q))
                        .toList();
        return paging.page(items, to < 120 ? new ThingPlace(to) : null);
    }

    @Operation(summary = "Read a thing", description = "By its id or its link name.")
    @GetMapping("/v1/things/{thing}")
    @RequiresScope(value = Scope.CONNECTIONS_READ, or = Scope.AUDIT_READ)
    @Refuses(ErrorCode.CONNECTION_UNKNOWN)
    ResponseEntity<Thing> one(@PathVariable String thing) {
        return Answers.ok(new Thing(PathId.of("thg", thing).value(), "thing"), 7);
    }

    @GetMapping("/v1/caller")
    @RequiresScope(Scope.CONNECTIONS_READ)
    Map<String, Object> caller(Caller caller) {
        return Map.of(
                "principal", caller.principal().id(),
                "workspace", caller.workspace(),
                "network", caller.context().network(),
                "route", caller.context().route(),
                "requestId", caller.requestId());
    }

    @GetMapping("/v1/user")
    @RequiresScope(Scope.CONNECTIONS_READ)
    Map<String, String> user(Caller caller) {
        return Map.of("user", caller.user());
    }

    @GetMapping("/v1/users")
    @RequiresScope(Scope.CONNECTIONS_READ)
    Map<String, String> users(
            Caller caller, @RequestParam(required = false) @Nullable String user) {
        if (user != null) {
            caller.mayActFor(user);
        }
        return Map.of("user", caller.userOrAll().orElse("all"));
    }

    @PostMapping("/v1/users/{user}/erase")
    @RequiresScope(Scope.USERS_ERASE)
    Map<String, String> erase(@PathVariable String user) {
        return Map.of("user", user);
    }

    @GetMapping("/v1/thread")
    @PublicRoute
    Map<String, Object> thread() {
        return Map.of("virtual", Thread.currentThread().isVirtual());
    }

    @GetMapping("/v1/refused")
    @PublicRoute
    void refused(@RequestParam ErrorCode code, RequestContext context) {
        throw Refusal.of(code, "as asked").with("sharers", List.of("con_1"));
    }

    @GetMapping("/v1/broken")
    @PublicRoute
    void broken() {
        throw new IllegalStateException("the password is hunter2");
    }

    @GetMapping("/v1/number")
    @PublicRoute
    Map<String, Integer> number(@RequestParam int n) {
        return Map.of("n", n);
    }

    @PublicRoute(page = true)
    @GetMapping(value = "/page/{name}", produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String name, @RequestParam(required = false) @Nullable String code) {
        throw Refusal.of(ErrorCode.ATTEMPT_EXPIRED, "<script>alert(1)</script>");
    }

    @PublicRoute(page = true)
    @PostMapping(value = "/form", produces = MediaType.TEXT_PLAIN_VALUE)
    Mono<String> form(ServerWebExchange exchange) {
        return exchange.getFormData().map(form -> "form " + form.getFirst("a"));
    }

    @RequiresScope(Scope.CONNECTIONS_USE)
    @Passthrough
    @RequestMapping("/v1/pass/{thing}/{*rest}")
    Mono<String> pass(@PathVariable String rest, ServerWebExchange exchange) {
        return exchange.getRequest()
                .getBody()
                .map(buffer -> {
                    var size = buffer.readableByteCount();
                    org.springframework.core.io.buffer.DataBufferUtils.release(buffer);
                    return (long) size;
                })
                .reduce(0L, Long::sum)
                .map(size -> rest + " " + size);
    }

    @GetMapping(value = "/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @PublicRoute
    Flux<String> stream() {
        return Flux.just("one", "two");
    }
}
