package dev.mooring.query.rebuilding;

import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.idempotency.Idempotency;
import dev.mooring.api.idempotency.Kept;
import dev.mooring.api.paging.Page;
import dev.mooring.api.paging.Paging;
import dev.mooring.api.request.Caller;
import dev.mooring.api.request.PathId;
import dev.mooring.api.stream.EventStreams;
import dev.mooring.api.stream.Sight;
import dev.mooring.language.CommandId;
import dev.mooring.language.RebuildId;
import dev.mooring.language.Refusal;
import dev.mooring.query.Generation;
import dev.mooring.query.views.LiveViews;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Rebuilds of read models, over HTTP. */
@RestController
@Tag(name = "Operators")
final class RebuildEndpoint {

    private static final String AT_ONCE = "at_once";
    private static final String ON_ORDER = "on_order";

    private final RebuildOrders orders;
    private final LiveViews views;
    private final Idempotency idempotency;
    private final EventStreams streams;

    RebuildEndpoint(
            RebuildOrders orders, LiveViews views, Idempotency idempotency, EventStreams streams) {
        this.orders = orders;
        this.views = views;
        this.idempotency = idempotency;
        this.streams = streams;
    }

    /**
     * How to rebuild.
     *
     * @param switchTo {@code on_order}, which it is without it, or {@code at_once}: as soon as it
     *     is ready, if the sample is equal
     */
    record NewRebuild(@Nullable String switchTo) {}

    /** Where a page ended. */
    record Place(String id) {}

    @PostMapping("/v1/projections/{projection}/rebuilds")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Rebuild a read model",
            description =
                    "A new generation is built from the log beside the one that is served. Queries"
                            + " go on meanwhile. One rebuild of a read model at a time, over all"
                            + " nodes; any node works on it and takes it over from one that dies.")
    ResponseEntity<RebuildAnswer> start(
            Caller caller, @PathVariable String projection, @RequestBody NewRebuild posted) {
        return idempotency.run(
                caller,
                Kept.whole(RebuildAnswer.class),
                commitId -> {
                    var id = RebuildId.madeBy(CommandId.of("rebuild", commitId));
                    var told =
                            orders.start(projection, id, isAtOnce(posted), caller.principal().id());
                    return ResponseEntity.accepted()
                            .location(URI.create("/v1/rebuilds/" + id))
                            .body(shown(told));
                });
    }

    @GetMapping("/v1/rebuilds")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(summary = "List the rebuilds", description = "The newest first.")
    Page<RebuildAnswer> list(Caller caller, Paging paging) {
        var after = paging.after(Place.class);
        var all = orders.all();
        var following =
                after == null
                        ? all
                        : all.stream()
                                .dropWhile(it -> !it.rebuild().id().equals(after.id()))
                                .skip(1)
                                .toList();
        var page = following.stream().limit(paging.limit()).toList();
        return paging.page(
                page.stream().map(this::shown).toList(),
                following.size() > page.size() ? new Place(page.getLast().rebuild().id()) : null);
    }

    @GetMapping("/v1/rebuilds/{rebuild}")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Show a rebuild",
            description =
                    "With `Accept: text/event-stream` it is told at once and again whenever it has"
                            + " got on, and the stream ends when nothing more comes by itself.")
    RebuildAnswer rebuild(Caller caller, @PathVariable String rebuild) {
        return look(rebuild);
    }

    @GetMapping(path = "/v1/rebuilds/{rebuild}", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Hidden
    Flux<ServerSentEvent<RebuildAnswer>> rebuildStream(
            Caller caller, @PathVariable String rebuild) {
        look(rebuild);
        return streams.follow(
                "rebuild",
                () -> {
                    var told = orders.find(id(rebuild));
                    var answer = shown(told);
                    return new Sight<>(answer, answer, !told.state().isOpen());
                });
    }

    @PostMapping("/v1/rebuilds/{rebuild}/pause")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Pause a rebuild",
            description =
                    "While it reads the log. It goes on from its last checkpoint, so that a few"
                            + " seconds' work may be done again.")
    ResponseEntity<RebuildAnswer> pause(Caller caller, @PathVariable String rebuild) {
        return order(caller, rebuild, orders::pause);
    }

    @PostMapping("/v1/rebuilds/{rebuild}/resume")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Resume a rebuild",
            description = "One that is paused, or failed: what it failed at is tried again.")
    ResponseEntity<RebuildAnswer> resume(Caller caller, @PathVariable String rebuild) {
        return order(caller, rebuild, orders::resume);
    }

    @PostMapping("/v1/rebuilds/{rebuild}/cancel")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Cancel a rebuild",
            description = "Before it was switched to. What it made is removed.")
    ResponseEntity<RebuildAnswer> cancel(Caller caller, @PathVariable String rebuild) {
        return order(caller, rebuild, id -> orders.cancel(id, caller.principal().id()));
    }

    @PostMapping("/v1/rebuilds/{rebuild}/switch")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Serve what was rebuilt",
            description =
                    "Once it is ready, or again after it was gone back from. What was served is"
                            + " kept and kept up to date, to roll back to.")
    ResponseEntity<RebuildAnswer> switchTo(Caller caller, @PathVariable String rebuild) {
        return order(caller, rebuild, id -> orders.switchTo(id, caller.principal().id()));
    }

    @PostMapping("/v1/rebuilds/{rebuild}/rollback")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Serve what was served before",
            description = "What was rebuilt is kept and kept up to date.")
    ResponseEntity<RebuildAnswer> rollBack(Caller caller, @PathVariable String rebuild) {
        return order(caller, rebuild, id -> orders.rollBack(id, caller.principal().id()));
    }

    @PostMapping("/v1/rebuilds/{rebuild}/drop")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Remove what is kept beside what is served",
            description =
                    "The generation before a rebuild that was switched to, or a rebuild that was"
                            + " rolled back. It is removed once every node has left it.")
    ResponseEntity<RebuildAnswer> drop(Caller caller, @PathVariable String rebuild) {
        return order(caller, rebuild, id -> orders.drop(id, caller.principal().id()));
    }

    private ResponseEntity<RebuildAnswer> order(
            Caller caller, String rebuild, Function<RebuildId, RebuildOrders.Told> order) {
        return idempotency.run(
                caller,
                Kept.whole(RebuildAnswer.class),
                _ -> ResponseEntity.ok(shown(order.apply(id(rebuild)))));
    }

    private RebuildAnswer look(String rebuild) {
        return shown(orders.find(id(rebuild)));
    }

    /** What is kept up to date is as far as its processor is by now. */
    private RebuildAnswer shown(RebuildOrders.Told told) {
        var rebuild = told.rebuild();
        var view = views.find(rebuild.readModel(), rebuild.version());
        if (view.isEmpty()) {
            return RebuildAnswer.of(told, rebuild.processed(), rebuild.total());
        }
        var source = view.get().source();
        long processed = rebuild.processed();
        if (told.state().isKept()) {
            var generation = new Generation(view.get().model(), rebuild.generation());
            processed = source.positions().position(generation.processor());
        } else if (told.state() == State.PAUSED || told.state() == State.QUEUED) {
            processed = rebuild.checkpoint().position();
        }
        return RebuildAnswer.of(told, processed, source.log().head().position());
    }

    private static RebuildId id(String rebuild) {
        return new RebuildId(PathId.id("rbd", rebuild));
    }

    private static boolean isAtOnce(NewRebuild posted) {
        var when = posted.switchTo();
        if (when != null && !when.equals(AT_ONCE) && !when.equals(ON_ORDER)) {
            throw Refusal.invalid("/switchTo", "switch.invalid", "switchTo is on_order or at_once");
        }
        return AT_ONCE.equals(when);
    }
}
