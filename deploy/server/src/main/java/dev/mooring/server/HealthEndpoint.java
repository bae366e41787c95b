package dev.mooring.server;

import dev.mooring.api.access.PublicRoute;
import dev.mooring.eventlog.EventLog;
import dev.mooring.eventlog.embedded.EmbeddedMongo;
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

    HealthEndpoint(EventLog log, @Nullable EmbeddedMongo embedded) {
        this.log = log;
        this.embedded = embedded;
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
                    "503 while the event log cannot be appended to, as on a full disk. Without its key the server does not start.")
    ResponseEntity<Health> ready() {
        return isWritable()
                ? ResponseEntity.ok(new Health("up"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                        .body(new Health("log.unavailable"));
    }

    private boolean isWritable() {
        return (embedded == null || embedded.isWritable()) && log.isWritable();
    }
}
