package dev.mooring.api.reference;

import dev.mooring.api.access.PublicRoute;
import io.swagger.v3.oas.annotations.Hidden;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Serves the reference, for machines and for people. */
@Hidden
@RestController
final class ReferenceController {

    private static final CacheControl CACHED =
            CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final ApiModel model;

    ReferenceController(ApiModel model) {
        this.model = model;
    }

    @PublicRoute
    @GetMapping(value = "/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<String> document() {
        return ResponseEntity.ok()
                .cacheControl(CACHED)
                .body(new String(model.json(), StandardCharsets.UTF_8));
    }

    @PublicRoute(page = true)
    @GetMapping({"/docs", "/docs/"})
    ResponseEntity<String> page() {
        return ReferencePage.of(model.model()).answer(ResponseEntity.ok().cacheControl(CACHED));
    }
}
