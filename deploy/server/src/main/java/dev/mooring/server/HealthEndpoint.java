package dev.mooring.server;

import dev.mooring.api.access.PublicRoute;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
import dev.mooring.query.views.LiveViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /livez} and {@code /readyz}, for whoever keeps the process running. */
@RestController
@Tag(name = "Operations")
class HealthEndpoint {

    private final EventLog log;
    private final @Nullable EmbeddedMongo embedded;
    private final LiveViews views;

    HealthEndpoint(EventLog log, @Nullable EmbeddedMongo embedded, LiveViews views) {
        this.log = log;
        this.embedded = embedded;
        this.views = views;
    }

    /**
     * How it is.
     *
     * @param status {@code up}, or why not
     */
    record Health(String status) {}

    @GetMapping("/livez")
    @PublicRoute
    @Operation(
            summary = "Whether the process lives",
            description = "Says nothing about the database.")
    Health live() {
        return new Health("up");
    }

    @GetMapping("/readyz")
    @PublicRoute
    @Operation(
            summary = "Whether the server can do its work",
            description =
                    "503 while the event log cannot be appended to, as on a full disk, and while a read model is being"
                            + " built for the first time, as after an update that changes it. Without its key the server"
                            + " does not start.")
    ResponseEntity<Health> ready() {
        if (!isWritable()) {
            return not("log.unavailable");
        }
        return views.missing().isEmpty()
                ? ResponseEntity.ok(new Health("up"))
                : not("read_models.building");
    }

    private static ResponseEntity<Health> not(String status) {
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(new Health(status));
    }

    private boolean isWritable() {
        return (embedded == null || embedded.isWritable()) && log.isWritable();
    }
}
