package dev.mooring.query.rebuilding;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.mooring.api.access.RequiresScope;
import dev.mooring.api.access.Scope;
import dev.mooring.api.paging.Page;
import dev.mooring.api.request.Caller;
import dev.mooring.eventlog.Segments;
import dev.mooring.language.ErrorCode;
import dev.mooring.language.Refusal;
import dev.mooring.query.Generation;
import dev.mooring.query.views.Alias;
import dev.mooring.query.views.LiveViews;
import dev.mooring.query.views.ServedView;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Read models and how far they are, over HTTP. */
@RestController
@Tag(name = "Operators")
final class ProjectionEndpoint {

    private final LiveViews views;

    ProjectionEndpoint(LiveViews views) {
        this.views = views;
    }

    /**
     * A read model.
     *
     * @param version of its fold, on the node that answers
     * @param generation that is served; absent while the first is being built
     * @param previous the generation that is kept beside it
     * @param position up to which it reflects the log
     * @param head the log's last position
     * @param lag how many events it is behind
     * @param eventsPerSecond that it has taken in of late
     * @param status building, behind, or current
     * @param deadLetters sequences of events that are parked
     * @param rebuild the one under way
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ProjectionAnswer(
            String name,
            int version,
            @Nullable Integer generation,
            @Nullable Integer previous,
            long position,
            long head,
            long lag,
            double eventsPerSecond,
            String status,
            int deadLetters,
            @Nullable String rebuild,
            @Nullable Instant switchedAt,
            List<SegmentAnswer> segments) {}

    /**
     * A part of a read model's work.
     *
     * @param share of all sequences, such as 0.25
     * @param node that works on it; absent for none
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SegmentAnswer(int id, double share, long position, @Nullable String node) {

        static SegmentAnswer of(Segments.Progress segment) {
            return new SegmentAnswer(
                    segment.segment(), segment.share(), segment.position(), segment.node());
        }
    }

    @GetMapping("/v1/projections")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(summary = "List the read models", description = "By name, all of them.")
    Page<ProjectionAnswer> list(Caller caller) {
        return new Page<>(views.all().stream().map(ProjectionEndpoint::answer).toList(), null);
    }

    @GetMapping("/v1/projections/{projection}")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(summary = "Show a read model", description = "And how far it is.")
    ProjectionAnswer projection(Caller caller, @PathVariable String projection) {
        return answer(view(projection));
    }

    @PostMapping("/v1/projections/{projection}/segments/{segment}/split")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Split a segment in two",
            description = "So that two nodes, or two threads of one, work on it.")
    ProjectionAnswer split(
            Caller caller, @PathVariable String projection, @PathVariable int segment) {
        var view = view(projection);
        divide(() -> view.source().segments().split(view.served().processor(), segment));
        return answer(view);
    }

    @PostMapping("/v1/projections/{projection}/segments/{segment}/merge")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Merge a segment with its other half",
            description = "At the place of the one that is further behind.")
    ProjectionAnswer merge(
            Caller caller, @PathVariable String projection, @PathVariable int segment) {
        var view = view(projection);
        divide(() -> view.source().segments().merge(view.served().processor(), segment));
        return answer(view);
    }

    @DeleteMapping("/v1/projections/{projection}/versions/{version}")
    @RequiresScope(Scope.PROJECTIONS_OPERATE)
    @Operation(
            summary = "Remove a version of a read model that no node has any more",
            description =
                    "After an update that changed it. A node that goes back to it builds it anew.")
    ResponseEntity<Void> removeVersion(
            Caller caller, @PathVariable String projection, @PathVariable int version) {
        var view = view(projection);
        try {
            if (!views.removeVersion(view, version)) {
                throw Refusal.of(
                        ErrorCode.PROJECTION_UNKNOWN,
                        "There is nothing of %s at version %d".formatted(projection, version));
            }
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw Refusal.of(
                    ErrorCode.PROJECTION_IN_USE,
                    "A node serves %s at version %d".formatted(projection, version));
        }
        return ResponseEntity.noContent().build();
    }

    private static void divide(Runnable change) {
        try {
            change.run();
        } catch (IllegalArgumentException e) {
            var detail = e.getMessage();
            throw detail == null
                    ? Refusal.of(ErrorCode.SEGMENT_NOT_DIVISIBLE)
                    : Refusal.of(ErrorCode.SEGMENT_NOT_DIVISIBLE, detail);
        }
    }

    private ServedView view(String projection) {
        return views.find(projection).orElseThrow(() -> Refusal.of(ErrorCode.PROJECTION_UNKNOWN));
    }

    private static ProjectionAnswer answer(ServedView view) {
        var model = view.model();
        var alias = view.alias();
        var source = view.source();
        var served = view.isServed() ? view.served() : null;
        long head = source.log().head().position();
        var segments =
                served == null
                        ? List.<SegmentAnswer>of()
                        : source.segments().progress(served.processor()).stream()
                                .map(SegmentAnswer::of)
                                .toList();
        long position = segments.stream().mapToLong(SegmentAnswer::position).min().orElse(0);
        var building = alias == null ? null : alias.building();
        return new ProjectionAnswer(
                model.name(),
                model.version(),
                served == null ? null : Integer.valueOf(served.number()),
                alias == null || alias.previous() == Alias.NONE
                        ? null
                        : Integer.valueOf(alias.previous()),
                position,
                head,
                Math.max(0, head - position),
                Math.round(view.eventsPerSecond() * 10) / 10.0,
                served == null ? "building" : position < head ? "behind" : "current",
                letters(view, served),
                building == null ? null : building.rebuild(),
                alias == null ? null : alias.switchedAt(),
                segments);
    }

    private static int letters(ServedView view, @Nullable Generation served) {
        return served == null ? 0 : view.source().deadLetters().parked(served.processor()).size();
    }
}
